"""Rows go out as CSV that no spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

TRIGGERS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A cell that begins with one of these would be calculated by a spreadsheet."""


def csv_of(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """UTF-8 with its mark, so that a spreadsheet shows every letter."""
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\r\n")
    lines.writerow(_safe_row(heading))
    lines.writerows(map(_safe_row, rows))
    return out.getvalue().encode("utf-8-sig")


def _safe_row(row: Sequence[str]) -> list[str]:
    """The cells, each held back by an apostrophe where it would be read as a formula."""
    return [f"'{cell}" if cell[:1] in TRIGGERS else cell for cell in row]
