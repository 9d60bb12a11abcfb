"""What the documents show is what the code answers: tables of windows and of words, and how a receipt is checked."""

import json
from datetime import date
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature

from tests.house.test_docs import DOCS, rows_of
from waymark.kit.clock import window_of
from waymark.kit.words import count_words


@pytest.mark.parametrize("row", rows_of(DOCS / "rules/time.md", cells=5)[1:], ids=lambda row: row[0])
def test_the_table_of_windows_is_what_the_clock_answers(row: list[str]) -> None:
    span = window_of(opens_on=date.fromisoformat(row[0]), days=int(row[1]))
    assert [f"{at:%Y-%m-%dT%H:%M:%SZ}" for at in (span.opens_at, span.closes_before)] == row[2:4]
    minutes = int((span.closes_before - span.opens_at).total_seconds()) // 60
    assert row[4] == f"{minutes // 1440} d {minutes % 1440 // 60} h {minutes % 60} m"


@pytest.mark.parametrize("row", rows_of(DOCS / "rules/words.md", cells=2)[1:], ids=lambda row: row[0])
def test_the_table_of_words_is_what_the_counter_answers(row: list[str]) -> None:
    assert count_words(row[0].strip("`")) == int(row[1])


def test_the_lines_that_check_a_receipt_check_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from waymark.journey.sit.actions import sign
    from waymark.journey.sit.queries import list_keys
    from waymark.journey.sit.rules import key_list

    signed = sign("{}")
    receipt = {"key_id": signed.key_id, "payload": "{}", "signature": signed.signature}
    keys = json.dumps(key_list(list_keys()))
    (tmp_path / "keys.json").write_text(keys, "utf-8")
    lines = (DOCS / "rules/receipts.md").read_text("utf-8").split("```python\n")[1].split("```")[0]
    monkeypatch.chdir(tmp_path)
    (tmp_path / "receipt.json").write_text(json.dumps(receipt), "utf-8")
    exec(lines, {})
    (tmp_path / "receipt.json").write_text(json.dumps(receipt | {"payload": "{ }"}), "utf-8")
    with pytest.raises(InvalidSignature):
        exec(lines, {})
