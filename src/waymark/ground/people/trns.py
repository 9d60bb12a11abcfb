"""Reads what someone typed as a teacher reference number (TRN), and says what else it looks like. Pure.

| Typed                                     | Is                                      |
|-------------------------------------------|-----------------------------------------|
| `RP99/12345`, `12/34567`, `TRN 1234567`   | 5 to 7 digits, padded on the left to 7  |
| `QQ123456C`                               | a National Insurance number             |
| `23/10/1980`, `1980-10-23`, `23 Oct 1980` | a date                                  |
| `2024/25`, `2024-2025`                    | a school year                           |
| `07700 900123`, `+44 7700 900123`         | a phone number                          |
| `10012345`                                | a UKPRN                                 |
| 6 digits that are a school’s              | a URN                                   |
| `to follow 12345`                         | words, and not a TRN                    |
| `0000000`                                 | no one’s                                |

Source: DfE’s NPQ registration service (docs/rules/identifiers.md).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

MONTHS = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"


@dataclass(frozen=True)
class Trn:
    """A teacher reference number, and whether it had to be padded."""

    value: str
    padded: bool


class TrnProblem(StrEnum):
    MISSING = "missing"
    NATIONAL_INSURANCE = "national_insurance"
    DATE = "date"
    SCHOOL_YEAR = "school_year"
    PHONE = "phone"
    UKPRN = "ukprn"
    URN = "urn"
    WORDS = "words"
    ZEROS = "zeros"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"


def trn_problem(typed: str, *, is_urn: bool = False) -> TrnProblem | None:
    """Why what was typed can’t be read as a TRN. `is_urn`: its six digits are the URN of a school that we know."""
    text = " ".join(typed.split())
    digits = re.sub(r"[^0-9]", "", text)
    if not text:
        return TrnProblem.MISSING
    for looks_like, problem in _KINDS:
        if looks_like(text):
            return problem
    if is_urn or re.search(r"\burn\b", text, re.IGNORECASE):
        return TrnProblem.URN
    if re.sub(r"(?i)\b(trn|number|no|dfe|teacher|reference)\b|rp|[^a-z]", "", text.lower()):
        return TrnProblem.WORDS
    if re.fullmatch(r"1[0-9]{7}", digits):
        return TrnProblem.UKPRN
    if len(digits) < 5:
        return TrnProblem.TOO_SHORT
    if len(digits) > 7:
        return TrnProblem.TOO_LONG
    return TrnProblem.ZEROS if int(digits) == 0 else None


def read_trn(typed: str, *, is_urn: bool = False) -> Trn | None:
    """The TRN in what a person wrote, such as `RP99/12345`; None if there is none."""
    if trn_problem(typed, is_urn=is_urn):
        return None
    digits = re.sub(r"[^0-9]", "", typed)
    return Trn(value=digits.zfill(7), padded=len(digits) < 7)


def trn_of(typed: str) -> str:
    """The seven digits of a TRN in which there is no problem."""
    trn = read_trn(typed)
    if trn is None:
        raise ValueError("There is no TRN in this text.")
    return trn.value


def six_digits(typed: str) -> str:
    """What could be a URN: exactly six digits; else empty. Seven digits, with a zero before them, are a TRN."""
    digits = re.sub(r"[^0-9]", "", typed)
    return digits if len(digits) == 6 else ""


def _is_national_insurance(text: str) -> bool:
    return bool(re.fullmatch(r"[A-Za-z]{2}[0-9]{6}[A-Da-d]", re.sub(r"[\W_]", "", text)))


def _is_date(text: str) -> bool:
    numbers = re.fullmatch(r"([0-9]{1,4})[-/. ]([0-9]{1,2})[-/. ]([0-9]{1,4})", text)
    if numbers:
        first, month, last = (int(number) for number in numbers.groups())
        has_year = len(numbers[1]) == 4 or len(numbers[3]) in (2, 4)
        return has_year and 1 <= month <= 31 and min(first, last) <= 31
    return bool(re.search(rf"\b({MONTHS})\b", text, re.IGNORECASE)) and text[-1:].isdigit()


def _is_school_year(text: str) -> bool:
    years = re.fullmatch(r"(20[0-9]{2}) ?[-/\u2013] ?((?:20)?[0-9]{2})", text)
    return bool(years) and (int(years[1]) + 1) % 100 == int(years[2]) % 100 if years else False


def _is_phone(text: str) -> bool:
    digits = re.sub(r"[^0-9]", "", text)
    return text.startswith("+") or (len(digits) in (10, 11) and digits.startswith(("0", "44")))


_KINDS = (
    (_is_national_insurance, TrnProblem.NATIONAL_INSURANCE),
    (_is_school_year, TrnProblem.SCHOOL_YEAR),
    (_is_date, TrnProblem.DATE),
    (_is_phone, TrnProblem.PHONE),
)
