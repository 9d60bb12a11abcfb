"""Rule v1 on the shared vectors, against a slow reading of the rule, and against plain white space."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from waymark.kit.words import composed, count_words, cut_after, is_letter_or_number

VECTORS = json.loads((Path(__file__).parents[4] / "tests" / "vectors" / "words.json").read_text("ascii"))
DELETED = "\u00ad\u200c\u200d\u2060\ufeff"
SEPARATORS = "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680" + "".join(map(chr, range(0x2000, 0x200C)))
SEPARATORS += "\u2028\u2029\u202f\u205f\u3000"
TRICKY = st.sampled_from(
    [*DELETED, *SEPARATORS, *"aZ9-–&•é", "\u0301", "ж", "漢", "👍", "½", "\x00", "\ud800", "�"]
)
TEXTS = st.text() | st.lists(TRICKY, max_size=200).map("".join)


def slow_count(text: str) -> int:
    """The four sentences of the rule, one after the other."""
    text = unicodedata.normalize("NFC", text)
    text = re.sub(f"[{DELETED}]", "", text)
    runs = re.split(f"[{re.escape(SEPARATORS)}]", text)
    return sum(1 for run in runs if any(is_letter_or_number(character) for character in run))


def test_there_are_many_vectors() -> None:
    assert len(VECTORS) >= 60
    assert any(not vector["text"].isascii() for vector in VECTORS)


@pytest.mark.parametrize(
    "vector", VECTORS, ids=lambda vector: vector["text"][:12].encode("unicode_escape").decode()
)
def test_the_shared_vectors(vector: dict[str, object]) -> None:
    text = str(vector["text"])
    assert count_words(text) == slow_count(text) == vector["words"]


@given(TEXTS)
@example("a\ud800b \udfff")
@example("\u2126 \u212b \u1fef")
def test_the_quick_count_is_the_slow_one(text: str) -> None:
    assert count_words(text) == slow_count(text)


@given(TEXTS)
def test_never_more_than_between_white_space(text: str) -> None:
    """So nobody who is inside the limit elsewhere is over it here; only the zero-width space is ours alone."""
    text = text.replace("\u200b", "")
    assert count_words(text) <= len(text.split())


@given(TEXTS, TEXTS)
def test_two_texts_on_two_lines_have_the_words_of_both(first: str, second: str) -> None:
    assert count_words(f"{first}\n{second}") == count_words(first) + count_words(second)


@given(TEXTS, st.integers(min_value=0, max_value=30))
def test_the_cut_leaves_the_first_words_and_all_the_rest(text: str, most: int) -> None:
    place = cut_after(text, most)
    assert count_words(text[:place]) == min(most, count_words(text))
    assert count_words(text[:place]) + count_words(text[place:]) == count_words(text)


def test_a_whole_script_is_counted_in_no_time() -> None:
    assert count_words("παιδεία " * 200_000) == 200_000
    assert count_words("a" * 1_000_000) == 1
    assert count_words("\n" * 1_000_000) == 0
    assert count_words("a" + "\u0301\u0316" * 100_000) == 1


@given(st.text(st.sampled_from("aé\u1100\u1161\u0344\u0301\u0316\u0327\u05b0\u3099"), max_size=200))
def test_stacks_of_marks_are_composed_as_ever(text: str) -> None:
    assert composed(text) == unicodedata.normalize("NFC", text)
