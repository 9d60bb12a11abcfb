"""Joins and sorts names; what a TRN is stands in `trns.py`.

| Identifier | Rule                                                                       |
|------------|----------------------------------------------------------------------------|
| name       | given name, then family name; either may be missing, never both            |
| sort name  | the family name first, case and accents folded: Ábalos, Åberg, de Souza    |
"""

from __future__ import annotations

import re

from waymark.ground.people.access_needs.rules import MOST_EXTRA_DAYS, MOST_REST_MINUTES, Adjustments
from waymark.ground.people.dietary.rules import DIETARY_CONSENT, LONGEST_DIETARY_NEED
from waymark.ground.people.trns import Trn, TrnProblem, read_trn, six_digits, trn_of, trn_problem
from waymark.kit.folding import fold

__all__ = [
    "DIETARY_CONSENT",
    "LONGEST_DIETARY_NEED",
    "MOST_EXTRA_DAYS",
    "MOST_REST_MINUTES",
    "Adjustments",
    "Trn",
    "TrnProblem",
    "read_trn",
    "six_digits",
    "trn_of",
    "trn_problem",
]

LONGEST_NAME = 200
"""Letters of a given name, and of a family name."""
LONGEST_SORT_NAME = 400


def full_name(given_name: str, family_name: str) -> str:
    """The name as it is shown and printed. Some people have one name only."""
    return " ".join(part for part in (given_name, family_name) if part)


def sort_name(given_name: str, family_name: str) -> str:
    """What lists are ordered by, the same on every database: at most 400 characters.

    The tab between the names comes before every letter, so that de Souza comes before de Souza Lima.
    """
    parts = (fold(family_name), fold(given_name))
    return "\t".join(part for part in parts if part)[:LONGEST_SORT_NAME]


def search_text(*parts: str) -> str:
    """Words that a search compares, each after a space; a search finds the beginnings of words."""
    words = [word for part in parts for word in _words(part)]
    return f" {' '.join(dict.fromkeys(words))} " if words else ""


def searched_words(text: str) -> list[str]:
    """What someone typed into a search, as `search_text` has it; at most eight words."""
    words = [word for part in text.split() for word in ([part.casefold()] if "@" in part else _split(part))]
    return words[:MOST_WORDS]


MOST_WORDS = 8


def _words(part: str) -> list[str]:
    """An email address counts whole, and by its words."""
    return [*([part.casefold().strip()] if "@" in part else []), *_split(part)]


def _split(text: str) -> list[str]:
    return [word for word in re.split(r"[\s@._+]+", fold(text)) if word]
