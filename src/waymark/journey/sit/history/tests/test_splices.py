"""A chain of steps gives back every text exactly, whatever it is, in few bytes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from waymark.journey.sit.history.splices import WHOLE_EVERY, Splice, apply, splice, whole
from waymark.journey.sit.tests.writers import texts

ANY = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60)
LIKE = st.text(alphabet="ab", max_size=12)


@settings(max_examples=300, deadline=None)
@given(old=ANY | LIKE, new=ANY | LIKE)
def test_a_step_leads_from_any_text_to_any_other(old: str, new: str) -> None:
    step = splice(old, new, rev=2)
    assert apply(step, old) == new
    assert not step.is_whole


@given(text=ANY)
def test_a_whole_text_needs_no_other(text: str) -> None:
    assert apply(whole(text), "anything at all") == text


@pytest.mark.parametrize(
    ("old", "new", "place", "removed"),
    [
        ("", "", 0, 0),
        ("same", "same", 4, 0),
        ("", "new", 0, 0),
        ("gone", "", 0, 4),
        ("aaa", "aa", 2, 1),
        ("aa", "aaa", 2, 0),
        ("one two", "one big two", 4, 0),
        ("🙂 é", "🙂 ê", 2, 1),
    ],
)
def test_a_step_says_where_the_texts_differ(old: str, new: str, place: int, removed: int) -> None:
    step = splice(old, new, rev=2)
    assert (step.place, step.removed) == (place, removed)
    assert apply(step, old) == new


def test_the_first_and_every_hundredth_text_is_kept_whole() -> None:
    kept = [rev for rev in range(1, 2 * WHOLE_EVERY + 2) if splice("a", "ab", rev=rev).is_whole]
    assert kept == [1, WHOLE_EVERY + 1, 2 * WHOLE_EVERY + 1]


def test_bytes_that_are_no_step_are_refused() -> None:
    with pytest.raises(ValueError, match="not the next step"):
        apply(Splice(0, 0, b"\xff\xff", False), "text")


def test_a_text_beyond_what_deflate_looks_back_on() -> None:
    old = "ж" * 40_000 + "middle" + "я" * 40_000
    new = old.replace("middle", "the middle") + "!"
    step = splice(old, new, rev=2)
    assert apply(step, old) == new
    assert len(step.added) < 1_000


def test_an_hour_of_writing_is_small() -> None:
    """240 saves; full copies would be two megabytes."""
    old, added, full = "", 0, 0
    for rev, text in enumerate(texts(saves=240), start=1):
        step = splice(old, text, rev=rev)
        assert apply(step, old) == text
        old, added, full = text, added + len(step.added), full + len(text)
    assert full > 500_000
    assert added < full / 15
