"""Reads teacher reference numbers (TRNs).

| Identifier | Rule                                                                       |
|------------|----------------------------------------------------------------------------|
| TRN        | 7 digits; 5 or 6 are padded on the left; 0000000 is refused                |

Source: DfE's NPQ registration service (docs/rules/identifiers.md).
"""

from __future__ import annotations

import re
from dataclasses import dataclass


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
