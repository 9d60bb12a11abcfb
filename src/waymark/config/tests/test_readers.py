"""Settings are read strictly, and what makes no sense is refused with a sentence."""

import base64
from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from waymark.config import readers

NAME = "WAYMARK_A_TEST"
SEED = bytes(range(32))


def set_variable(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv(NAME, value)


@pytest.mark.parametrize(("value", "means"), [("yes", True), ("no", False), (" yes ", True)])
def test_yes_or_no(monkeypatch: pytest.MonkeyPatch, value: str, means: bool) -> None:
    set_variable(monkeypatch, value)
    assert readers.yes_or_no(NAME, default=not means) is means


@pytest.mark.parametrize("value", ["maybe", "True", "1", ""])
def test_anything_else_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    set_variable(monkeypatch, value)
    with pytest.raises(ImproperlyConfigured, match="must be yes or no"):
        readers.yes_or_no(NAME, default=False)


@pytest.mark.parametrize("value", ["-1", "1.5", "٣", "many"])
def test_a_number_is_whole(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    set_variable(monkeypatch, value)
    with pytest.raises(ImproperlyConfigured, match="must be a whole number"):
        readers.whole_number(NAME, default=1)


def test_a_choice_names_the_choices(monkeypatch: pytest.MonkeyPatch) -> None:
    set_variable(monkeypatch, "mysql")
    with pytest.raises(ImproperlyConfigured, match="must be one of sqlite, postgres"):
        readers.one_of(NAME, "sqlite", "postgres", default="sqlite")


def test_a_list_is_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    set_variable(monkeypatch, " a.example, ,b.example,")
    assert readers.names(NAME) == ["a.example", "b.example"]


def test_a_secret_may_be_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("hush\n", "utf-8")
    monkeypatch.setenv(f"{NAME}_FILE", str(tmp_path / "secret"))
    assert readers.secret(NAME) == "hush"


def test_secrets_are_separated_by_commas_or_lines(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert readers.secrets("WAYMARK_OLD") == []
    monkeypatch.setenv("WAYMARK_OLD", " first, second ,")
    assert readers.secrets("WAYMARK_OLD") == ["first", "second"]
    monkeypatch.delenv("WAYMARK_OLD")
    (tmp_path / "old").write_text("third\nfourth\n")
    monkeypatch.setenv("WAYMARK_OLD_FILE", str(tmp_path / "old"))
    assert readers.secrets("WAYMARK_OLD") == ["third", "fourth"]


def test_a_secret_must_not_be_set_twice(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    set_variable(monkeypatch, "hush")
    monkeypatch.setenv(f"{NAME}_FILE", str(tmp_path / "secret"))
    with pytest.raises(ImproperlyConfigured, match="both set; remove one"):
        readers.secret(NAME)


def test_a_missing_secret_file_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(f"{NAME}_FILE", str(tmp_path / "nowhere"))
    with pytest.raises(ImproperlyConfigured, match="cannot be read"):
        readers.secret(NAME)


def test_a_signing_key_is_32_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    set_variable(monkeypatch, base64.b64encode(SEED).decode())
    assert readers.ed25519_seed(NAME, default=b"") == SEED


@pytest.mark.parametrize("value", ["short", base64.b64encode(SEED + b"x").decode(), "ä" * 44])
def test_any_other_signing_key_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    set_variable(monkeypatch, value)
    with pytest.raises(ImproperlyConfigured, match="32 bytes"):
        readers.ed25519_seed(NAME, default=SEED)


PUBLIC, DEMONSTRATION = "ab" * 32, "cd" * 32


def test_a_day_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    assert readers.day(NAME) is None
    set_variable(monkeypatch, "2026-10-19")
    assert readers.day(NAME) == date(2026, 10, 19)
    set_variable(monkeypatch, "19 October")
    with pytest.raises(ImproperlyConfigured, match="must have a date such as 2026-10-19"):
        readers.day(NAME)


def test_retired_keys_are_read_as_a_list(monkeypatch: pytest.MonkeyPatch) -> None:
    assert readers.retired_keys(NAME, never=DEMONSTRATION) == []
    set_variable(monkeypatch, f"{PUBLIC} 2026-01-05 2026-10-19,\n{'12' * 32} 2025-01-06 2026-01-05\n")
    assert readers.retired_keys(NAME, never=DEMONSTRATION) == [
        (bytes.fromhex(PUBLIC), date(2026, 1, 5), date(2026, 10, 19)),
        (bytes.fromhex("12" * 32), date(2025, 1, 6), date(2026, 1, 5)),
    ]


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (PUBLIC, "64 hexadecimal digits, its first day and its last day"),
        ("abc 2026-01-05 2026-10-19", "64 hexadecimal digits"),
        (f"{PUBLIC} 2026-01-05 never", "must have a date such as 2026-10-19"),
        (f"{PUBLIC} 2026-01-05 2026-01-04", "is before its first"),
        (f"{PUBLIC} 2026-01-05 2026-01-06,{PUBLIC.upper()} 2026-01-05 2026-01-06", "has the same key twice"),
        (f"{DEMONSTRATION} 2026-01-05 2026-01-06", "which everyone has"),
    ],
)
def test_wrong_retired_keys_are_refused(monkeypatch: pytest.MonkeyPatch, value: str, sentence: str) -> None:
    set_variable(monkeypatch, value)
    with pytest.raises(ImproperlyConfigured, match=sentence):
        readers.retired_keys(NAME, never=DEMONSTRATION)
