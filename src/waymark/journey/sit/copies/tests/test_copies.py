"""Copies of the case study: for whom they were agreed, while the window is open, and with every word of it."""

from __future__ import annotations

import io

import docx
import pytest

from waymark.journey.sit.copies.word_file import LARGE, NORMAL, case_as_word

CASE = """# A trust of four schools

The trust has **four** schools & a plan.

## Attendance

| School | 2024 | 2025 |
|---|---|---|
| Oatenshaw | 91% | 93% |

- First, with *care*
- Second

1. One
2. Two

> A parent said: “we were not asked”.
"""


def words_in(text: str) -> list[str]:
    return text.replace("|", " ").split()


@pytest.mark.parametrize(("large", "points"), [(False, NORMAL), (True, LARGE)])
def test_a_word_copy_has_every_word_of_the_case_study(large: bool, points: int) -> None:
    document = docx.Document(io.BytesIO(case_as_word(CASE, title="Four schools", large=large)))
    paragraphs = [paragraph.text for paragraph in document.paragraphs]
    assert paragraphs[:3] == [
        "Four schools",
        "A trust of four schools",
        "The trust has four schools & a plan.",
    ]
    assert {"First, with care", "Second", "One", "Two"} <= set(paragraphs)
    assert "A parent said: “we were not asked”." in paragraphs
    [table] = document.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["School", "2024", "2025"],
        ["Oatenshaw", "91%", "93%"],
    ]
    size = document.styles["Normal"].font.size
    assert size is not None
    assert size.pt == points
    assert document.core_properties.author == ""


def test_what_looks_like_markup_in_a_case_study_stays_text() -> None:
    document = docx.Document(io.BytesIO(case_as_word("<w:p>&amp; 2 < 3</w:p>", title="T")))
    assert document.paragraphs[1].text.strip() == "<w:p>&amp; 2 < 3</w:p>"
