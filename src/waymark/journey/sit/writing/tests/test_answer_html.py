"""What a marker reads is what was written, and nothing in it acts."""

from __future__ import annotations

from time import process_time

import pytest

from waymark.journey.sit.writing.answer_html import html_of


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


@pytest.mark.parametrize("text", [" **-" * 50_000, " *-" * 60_000, "- " * 100_000, "a\n \n" * 40_000])
def test_a_script_of_signs_alone_is_soon_read(text: str) -> None:
    began = process_time()
    html_of(text)
    assert process_time() - began < 2
