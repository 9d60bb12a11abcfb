"""A passage that a marker copies from the page is found in the text as it was typed."""

from __future__ import annotations

import re
from time import process_time

import pytest

from waymark.journey.mark.validation import normalise
from waymark.journey.sit.queries import html_of


def test_a_passage_copied_from_the_page_is_found_in_the_text() -> None:
    text = "## Prepare\n\n**First** we *prepare*.\n\n- A list\n- of two"
    visible = re.sub(r"<[^>]+>", " ", html_of(text))
    assert (
        normalise(re.sub(r"\s+([.])", r"\1", visible))
        == normalise(text)
        == "Prepare First we prepare. A list of two"
    )


@pytest.mark.parametrize(
    "text", ["a" + "\n" * 190_000 + "b", "a\n- \n" * 30_000, "a" + "\u0301\u0316" * 90_000]
)
def test_a_long_text_is_normalised_quickly(text: str) -> None:
    began = process_time()
    normalise(text)
    assert process_time() - began < 2
