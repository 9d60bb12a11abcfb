"""Prices, and whether VAT comes on top."""

from __future__ import annotations

import re
from fractions import Fraction

from waymark.ground.programmes.wording.numbers import tokens

_GAP = r"[\s().,]*"
_EXTRA = re.compile(
    r"(?:\+|\bplus|\bexcl?(?:uding|usive of|\.)?|\bex\b|\bbefore|\bnot including|\bwithout|\bnet of)"
    rf"{_GAP}(?:any )?vat\b|"
    rf"\bvat{_GAP}(?:is |will be )?(?:extra|not included|excluded|payable|added|on top|to be added)\b",
    re.IGNORECASE,
)
_INCLUDED = re.compile(
    rf"\b(?:incl?(?:uding|usive of|uded|\.)?|with|no|zero){_GAP}(?:any )?vat\b|"
    rf"\bvat{_GAP}(?:is )?(?:included|inclusive|exempt|free|zero|not charged|not payable|does not apply)",
    re.IGNORECASE,
)
_POUNDS = {"pounds", "pound", "gbp"}


def pence_in(text: str) -> frozenset[Fraction]:
    """Every price in pence: `£4,099`, `4,099 pounds`, `950p`; or the only number, if there is no sign."""
    words = tokens(text)
    amounts: set[Fraction] = set()
    plain: list[Fraction] = []
    for position, token in enumerate(words):
        if token.number is None:
            continue
        before = words[position - 1].word if position else ""
        after = words[position + 1].word if position + 1 < len(words) else ""
        if before in ("£", "gbp") or after in _POUNDS:
            amounts.add(token.number * 100 * (1000 if after == "k" else 1))
        elif after in ("p", "pence"):
            amounts.add(token.number)
        elif after != "%":
            plain.append(token.number * 100)
    return frozenset(amounts or plain[:1])


def vat_is_extra(text: str) -> bool | None:
    """True if VAT comes on top, False if it is included or not charged, None if the text doesn't say."""
    if _EXTRA.search(text):
        return True
    return False if _INCLUDED.search(text) else None


def mentions_vat(text: str) -> bool:
    return re.search(r"\bvat\b", text, re.IGNORECASE) is not None
