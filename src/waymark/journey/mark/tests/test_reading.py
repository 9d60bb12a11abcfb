"""What a marker reads is what was written, and nothing in it acts."""

from __future__ import annotations

import re
from time import perf_counter

import pytest

from waymark.journey.mark.reading import html_of
from waymark.journey.mark.rules import plain


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("One.\n\nTwo.", "<p>One.</p>\n<p>Two.</p>"),
        ("One\ntwo", "<p>One<br>two</p>"),
        ("## Explore: January", "<h3>Explore: January</h3>"),
        ("First:\n- one\n- two", "<p>First:</p>\n<ul><li>one</li><li>two</li></ul>"),
        ("1. one\n2. two", "<p>1. one<br>2. two</p>"),
        ("**So.** And *so*; 2 * 3 * 4", "<p><strong>So.</strong> And <em>so</em>; 2 * 3 * 4</p>"),
        ("<i>x</i> & **<b>**", "<p>&lt;i&gt;x&lt;/i&gt; &amp; <strong>&lt;b&gt;</strong></p>"),
        ("[x]: http://a.example", "<p>[x]: http://a.example</p>"),
        ("", ""),
        (" \n\n ", ""),
    ],
)
def test_the_signs_of_writing(text: str, html: str) -> None:
    assert html_of(text) == html


def test_a_passage_copied_from_the_page_is_found_in_the_text() -> None:
    text = "## Prepare\n\n**First** we *prepare*.\n\n- A list\n- of two"
    shown = re.sub(r"<[^>]+>", " ", html_of(text))
    assert (
        plain(re.sub(r"\s+([.])", r"\1", shown)) == plain(text) == "Prepare First we prepare. A list of two"
    )


@pytest.mark.parametrize("text", [" **-" * 50_000, " *-" * 60_000, "- " * 100_000, "a\n \n" * 40_000])
def test_a_script_of_signs_alone_is_soon_read(text: str) -> None:
    began = perf_counter()
    html_of(text)
    assert perf_counter() - began < 2


@pytest.mark.parametrize(
    "text", ["a" + "\n" * 190_000 + "b", "a\n- \n" * 30_000, "a" + "\u0301\u0316" * 90_000]
)
def test_a_long_text_is_soon_compared(text: str) -> None:
    began = perf_counter()
    plain(text)
    assert perf_counter() - began < 2
