"""The desk's own decisions, as tables: what a field shows when it is opened, and how two texts differ."""

from __future__ import annotations

import random

import pytest
from playwright.sync_api import Page

from waymark.journey.sit.history.differences import compare

pytestmark = pytest.mark.once("sqlite")

SETTLE = """async ([page, rows]) => {
  const { settle } = await import("/static/sit/settling.js");
  const { stands, sends, others, removes } = settle(page, rows);
  return [stands.text, stands.rev, sends?.text ?? null, others.map((row) => row.text), removes.map((row) => row.text)];
}"""
COMPARE = """async (pairs) => {
  const { compare } = await import("/static/sit/differences.js");
  return pairs.map(([first, second]) => compare(first, second));
}"""


def row(text: str, base: int, *, waiting: bool = True, at: int = 0) -> dict[str, object]:
    return {"text": text, "base": base, "waiting": waiting, "at": at}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], ["page", 3, None, [], []]),
        ([row("typed", 3)], ["page", 3, "typed", [], []]),
        ([row("typed on an older one", 1)], ["page", 3, "typed on an older one", [], []]),
        ([row("older", 3, at=1), row("newer", 3, at=2)], ["page", 3, "newer", ["older"], []]),
        ([row("same", 3, at=1), row("same", 3, at=2)], ["page", 3, "same", [], ["same"]]),
        ([row("saved", 3, waiting=False)], ["page", 3, None, [], ["saved"]]),
        ([row("saved later", 5, waiting=False)], ["saved later", 5, None, [], []]),
        (
            [row("saved later", 5, waiting=False), row("latest", 6, waiting=False)],
            ["latest", 6, None, [], ["saved later"]],
        ),
        (
            [row("saved later", 5, waiting=False), row("typed", 5, at=9)],
            ["saved later", 5, "typed", [], []],
        ),
    ],
)
def test_what_a_field_shows(page: Page, live_server, rows, expected) -> None:
    page.goto(f"{live_server.url}/sit/receipts/")
    assert page.evaluate(SETTLE, [{"text": "page", "rev": 3}, rows]) == expected


def test_both_texts_can_be_put_together_from_their_differences(page: Page, live_server) -> None:
    page.goto(f"{live_server.url}/sit/receipts/")
    chance = random.Random(7)
    pairs = [
        [
            "".join(chance.choice(["a ", "b", " c", "\n", "é ", "👍"]) for _ in range(chance.randrange(40)))
            for _ in (0, 1)
        ]
        for _ in range(400)
    ]
    pairs += [["", ""], ["", "x"], ["x", ""], ["a " * 3000 + "x", "y " + "b " * 3000]]
    for (first, second), parts_in_browser in zip(pairs, page.evaluate(COMPARE, pairs), strict=True):
        assert "".join(text for kind, text in parts_in_browser if kind != "second") == first
        assert "".join(text for kind, text in parts_in_browser if kind != "first") == second
        parts = compare(first, second)
        assert "".join(part.text for part in parts if part.kind != "added") == first
        assert "".join(part.text for part in parts if part.kind != "removed") == second
