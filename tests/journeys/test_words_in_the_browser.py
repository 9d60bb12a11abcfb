"""The browser counts words exactly as the server does: on the shared vectors, and on thousands of tricky texts."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from playwright.sync_api import Page

from waymark.kit.words import count_words, cut_after

pytestmark = pytest.mark.once("sqlite")

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "words.json").read_text("ascii"))
COUNT = """async (texts) => {
  const { countWords } = await import('/static/kit/words.js');
  return texts.map(countWords);
}"""
CUT = """async (pairs) => {
  const { cutAfter } = await import('/static/kit/words.js');
  return pairs.map(([text, words]) => text.slice(0, cutAfter(text, words)));
}"""
POOL = [
    *"abcXYZ019.,;-–—/’&\n\t ",
    "\u00a0",
    "\u200b",
    "\u200c",
    "\u200d",
    "\u2060",
    "\u00ad",
    "\ufeff",
    "\u0301",
]
POOL += [
    "é",
    "ж",
    "Ω",
    "ש",
    "ع",
    "्",
    "漢",
    "👍",
    "𝟙",
    "𠮷",
    "½",
    "①",
    "\u3000",
    "\u2028",
    "\ufb01",
    "\u0378",
    "\u1fef",
]


AT_ONCE = 4_000


def random_texts(many: int) -> list[str]:
    chance = random.Random(20261019)
    anywhere = [*range(0xD800), *range(0xE000, 0x110000)]
    half = ["".join(chance.choices(POOL, k=chance.randrange(120))) for _ in range(many // 2)]
    return half + ["".join(map(chr, chance.choices(anywhere, k=60))) for _ in range(many - many // 2)]


def test_both_count_the_shared_vectors_alike(page: Page, live_server) -> None:
    page.goto(f"{live_server.url}/sit/receipts/")
    texts = [vector["text"] for vector in VECTORS]
    assert page.evaluate(COUNT, texts) == [vector["words"] for vector in VECTORS]


def test_both_count_and_cut_random_texts_alike(page: Page, live_server) -> None:
    page.goto(f"{live_server.url}/sit/receipts/")
    texts = random_texts(52_000)
    for first in range(0, len(texts), AT_ONCE):
        some = texts[first : first + AT_ONCE]
        assert page.evaluate(COUNT, some) == [count_words(text) for text in some]
        pairs = [(text, place % 9) for place, text in enumerate(some)]
        assert page.evaluate(CUT, pairs) == [text[: cut_after(text, most)] for text, most in pairs]
