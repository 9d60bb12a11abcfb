"""How a text compares: at least, more than, at most or less than a figure."""

from __future__ import annotations

import re
from enum import StrEnum


class Comparison(StrEnum):
    AT_LEAST = "at least"
    MORE_THAN = "more than"
    AT_MOST = "at most"
    LESS_THAN = "less than"


_FLAGS = re.IGNORECASE
_OR = "(?:or|and)"
_PATTERNS = (
    (
        Comparison.AT_LEAST,
        rf"\b(?:at least|at a minimum|minimum|min\b|no less than|not less than|no fewer than|not fewer than|"
        rf"no lower than|not lower than|not below|at or above|equal to or (?:more|greater) than|"
        rf"(?:more|greater) than or equal to|{_OR} (?:more|above|over|higher|greater|better|up|upwards?)|"
        rf"upwards? of|ensure)\b|≥|>=|\d\s*%?\s*\+",
    ),
    (
        Comparison.AT_MOST,
        rf"\b(?:at most|maximum|max\b|up to|no more than|not more than|no greater than|no longer than|"
        rf"not (?:to )?exceed(?:ing|ed)?|must not exceed|without exceeding|at or below|limit(?:ed to)?|"
        rf"{_OR} (?:less|fewer|under|below|lower))\b|≤|<=",
    ),
    (
        Comparison.MORE_THAN,
        r"\b(?:greater than|more than|over|above|exceed(?:s|ing)?|in excess of|beyond|higher than|better than)\b|>",
    ),
    (Comparison.LESS_THAN, r"\b(?:less than|fewer than|under|below|lower than|short of)\b|<"),
)


def comparisons_in(text: str) -> frozenset[Comparison]:
    """Every comparison in the text. `no more than` is not also `more than`."""
    rest = re.sub(r"[\s-]+", " ", text.replace("&", " and "))
    comparisons: set[Comparison] = set()
    for comparison, pattern in _PATTERNS:
        rest, times = re.subn(pattern, " , ", rest, flags=_FLAGS)
        if times:
            comparisons.add(comparison)
    return frozenset(comparisons)
