"""What arrives from a browser becomes a text that can be kept."""

from __future__ import annotations

import pytest

from waymark.journey.sit.writing.drafts import receive
from waymark.journey.sit.writing.words import replaced


@pytest.mark.parametrize(
    ("arrived", "kept", "places"),
    [
        ("a\r\nb\rc\nd", "a\nb\nc\nd", ()),
        ("a\x00b", "a�b", (2,)),
        ("\ud800\r\n\udfff", "�\n�", (1, 3)),
        ("👍\x00", "👍�", (2,)),
        ("é", "é", ()),
        ("e\u0301", "e\u0301", ()),
    ],
)
def test_what_arrives_becomes_a_text_that_can_be_kept(arrived, kept, places):
    text = receive(arrived)
    assert (text.text, text.replaced) == (kept, places)
    text.text.encode()


def test_places_are_named():
    assert replaced(2, ()) == ""
    assert replaced(2, (312,)).startswith("Character 312 of question 2 can’t be saved and is shown as �.")
    assert replaced(1, (1, 2, 3, 4, 5)).startswith("Characters 1, 2, 3 and 2 more of question 1")
