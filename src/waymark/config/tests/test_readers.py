"""Settings are read strictly, and what makes no sense is refused with a sentence."""

import base64
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from waymark.config import readers

NAME = "WAYMARK_A_TEST"
SEED = bytes(range(32))


def said(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv(NAME, value)


@pytest.mark.parametrize(("value", "means"), [("yes", True), ("no", False), (" yes ", True)])
def test_yes_or_no(monkeypatch: pytest.MonkeyPatch, value: str, means: bool) -> None:
    said(monkeypatch, value)
    assert readers.yes_or_no(NAME, default=not means) is means


@pytest.mark.parametrize("value", ["maybe", "True", "1", ""])
def test_anything_else_is_neither(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    said(monkeypatch, value)
    with pytest.raises(ImproperlyConfigured, match="write yes or no"):
        readers.yes_or_no(NAME, default=False)


@pytest.mark.parametrize("value", ["-1", "1.5", "٣", "many"])
def test_a_number_is_whole(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    said(monkeypatch, value)
    with pytest.raises(ImproperlyConfigured, match="write a whole number"):
        readers.whole_number(NAME, default=1)


def test_a_choice_names_the_choices(monkeypatch: pytest.MonkeyPatch) -> None:
    said(monkeypatch, "mysql")
    with pytest.raises(ImproperlyConfigured, match="write one of: sqlite, postgres"):
        readers.one_of(NAME, "sqlite", "postgres", default="sqlite")


def test_a_list_has_commas_between(monkeypatch: pytest.MonkeyPatch) -> None:
    said(monkeypatch, " a.example, ,b.example,")
    assert readers.names(NAME) == ["a.example", "b.example"]


def test_a_secret_may_stand_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("hush\n", "utf-8")
    monkeypatch.setenv(f"{NAME}_FILE", str(tmp_path / "secret"))
    assert readers.secret(NAME) == "hush"


def test_a_secret_stands_in_one_place_only(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    said(monkeypatch, "hush")
    monkeypatch.setenv(f"{NAME}_FILE", str(tmp_path / "secret"))
    with pytest.raises(ImproperlyConfigured, match="both set; keep one"):
        readers.secret(NAME)


def test_a_secret_file_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(f"{NAME}_FILE", str(tmp_path / "nowhere"))
    with pytest.raises(ImproperlyConfigured, match="cannot be read"):
        readers.secret(NAME)


def test_a_signing_key_is_32_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    said(monkeypatch, base64.b64encode(SEED).decode())
    assert readers.ed25519_seed(NAME, default=b"") == SEED


@pytest.mark.parametrize("value", ["short", base64.b64encode(SEED + b"x").decode(), "ä" * 44])
def test_anything_else_is_no_signing_key(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    said(monkeypatch, value)
    with pytest.raises(ImproperlyConfigured, match="32 bytes"):
        readers.ed25519_seed(NAME, default=SEED)
