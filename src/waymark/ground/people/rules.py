"""Reads teacher reference numbers (TRNs), and joins and sorts names.

| Identifier | Rule                                                                       |
|------------|----------------------------------------------------------------------------|
| TRN        | 7 digits; 5 or 6 are padded on the left; 0000000 is refused                |
| name       | given name, then family name; either may be missing, never both            |
| sort name  | the family name first, case and accents folded: Ábalos, Åberg, de Souza    |

Source: DfE's NPQ registration service (docs/rules/identifiers.md).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from waymark.ground.people.access_needs.rules import MOST_EXTRA_DAYS, Adjustments
from waymark.kit.folding import fold

__all__ = ["MOST_EXTRA_DAYS", "Adjustments"]

LONGEST_NAME = 200
"""Letters of a given name, and of a family name."""
LONGEST_SORT_NAME = 400


@dataclass(frozen=True)
class Trn:
    """A teacher reference number, and whether it had to be padded."""

    value: str
    padded: bool


def read_trn(text: str) -> Trn | None:
    """The TRN in what a person wrote, such as `RP99/12345`; None if there is none."""
    digits = re.sub(r"\D", "", text, flags=re.ASCII)
    if not 5 <= len(digits) <= 7 or int(digits) == 0:
        return None
    return Trn(value=digits.zfill(7), padded=len(digits) < 7)


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
