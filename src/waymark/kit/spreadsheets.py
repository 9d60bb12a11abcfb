"""Rows go out as CSV that no spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

TRIGGERS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A cell that begins with one of these would be calculated by a spreadsheet."""


def safe_cell(text: str) -> str:
    """The text, held back by an apostrophe where it would be read as a formula."""
    return f"'{text}" if text[:1] in TRIGGERS else text


def csv_of(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """UTF-8 with its mark, so that a spreadsheet shows every letter."""
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\r\n")
    lines.writerow([safe_cell(cell) for cell in heading])
    lines.writerows([safe_cell(str(cell)) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")
