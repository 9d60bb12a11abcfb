"""Reads one row of a GIAS file, folds names for the search, and says which schools are in England.

| Column                                  | Rule                                                               |
|-----------------------------------------|--------------------------------------------------------------------|
| URN                                     | 6 digits                                                           |
| UKPRN                                   | 8 digits that begin with 1; may be empty                           |
| EstablishmentStatus (code)              | 1 open, 2 closed, 3 open but proposed to close, 4 proposed to open |
| TypeOfEstablishment (code), status code | zeros on the left are ignored: 02 is 2                             |
| OpenDate, CloseDate                     | dd-mm-yyyy; may be empty                                           |
| head teachers' names                    | are not read                                                       |

Source: DfE's GIAS file (docs/rules/identifiers.md). Pure.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import IntEnum, StrEnum


class Status(IntEnum):
    OPEN = 1
    CLOSED = 2
    PROPOSED_TO_CLOSE = 3
    PROPOSED_TO_OPEN = 4


REQUIRED_COLUMNS = {
    "urn": "URN",
    "name": "EstablishmentName",
    "status_code": "EstablishmentStatus (code)",
    "type_code": "TypeOfEstablishment (code)",
}
"""The columns without which a file is not one of schools, by the field they fill."""

OTHER_COLUMNS = {
    "ukprn": "UKPRN",
    "street": "Street",
    "town": "Town",
    "postcode": "Postcode",
    "phase": "PhaseOfEducation (name)",
    "type_name": "TypeOfEstablishment (name)",
    "opened_on": "OpenDate",
    "closed_on": "CloseDate",
    "trust_code": "Trusts (code)",
    "trust_name": "Trusts (name)",
    "authority_code": "LA (code)",
    "authority_name": "LA (name)",
    "country": "Country (name)",
}
"""A file may lack one of these; schools then keep what an earlier file said."""

COLUMNS = REQUIRED_COLUMNS | OTHER_COLUMNS
LONGEST = {
    "name": 200, "street": 200, "town": 100, "postcode": 10, "phase": 60, "type_name": 100, "trust_code": 10,
    "trust_name": 200, "authority_name": 100, "country": 60,
}  # fmt: skip
WELSH_TYPE = 30
NOT_ENGLAND = frozenset({"000", "673", "702", "704", "708"})
"""Local authority codes of schools outside England: Wales, offshore, service children's education and the like."""


class RowProblem(StrEnum):
    NO_URN = "no_urn"
    NO_NAME = "no_name"
    UKPRN = "ukprn"
    STATUS = "status"
    TYPE = "type"
    DATE = "date"
    TOO_LONG = "too_long"
    UNREADABLE = "unreadable"
    TWICE = "twice"
    CELLS = "cells"


class UnreadableRow(ValueError):
    """The row is left out: `problem` says why, `column` and `value` where."""

    def __init__(self, problem: RowProblem, column: str = "", value: str = "") -> None:
        super().__init__(f"{problem}: {column} {value!r}")
        self.problem, self.column, self.value = problem, column, value


@dataclass(frozen=True, kw_only=True)
class SchoolRow:
    """One school as a file says it. A column that the file lacks is empty here, and not written."""

    urn: str
    name: str
    status_code: int
    type_code: int | None
    ukprn: str = ""
    street: str = ""
    town: str = ""
    postcode: str = ""
    phase: str = ""
    type_name: str = ""
    opened_on: date | None = None
    closed_on: date | None = None
    trust_code: str = ""
    trust_name: str = ""
    authority_code: str = ""
    authority_name: str = ""
    country: str = ""


FIELDS = tuple(field.name for field in fields(SchoolRow))


def read_school(cells: Mapping[str, str]) -> SchoolRow:
    """`cells` by field name. Raises `UnreadableRow` for the first thing that is wrong."""
    text = {field: " ".join(cell.split()) for field, cell in cells.items()}
    for field, cell in text.items():
        if "\ufffd" in cell or "\x00" in cell:
            raise UnreadableRow(RowProblem.UNREADABLE, COLUMNS[field])
        if len(cell) > LONGEST.get(field, len(cell)):
            raise UnreadableRow(RowProblem.TOO_LONG, COLUMNS[field], cell[:40])
    if not re.fullmatch(r"[0-9]{6}", text["urn"]):
        raise UnreadableRow(RowProblem.NO_URN, COLUMNS["urn"], text["urn"])
    if not text["name"]:
        raise UnreadableRow(RowProblem.NO_NAME, COLUMNS["name"])
    if text.get("ukprn") and not re.fullmatch(r"1[0-9]{7}", text["ukprn"]):
        raise UnreadableRow(RowProblem.UKPRN, COLUMNS["ukprn"], text["ukprn"])
    days: dict[str, date | None] = {
        field: _read_day(field, text[field]) for field in ("opened_on", "closed_on") if field in text
    }
    plain = {field: cell for field, cell in text.items() if field not in days}
    if plain.get("authority_code"):
        plain["authority_code"] = plain["authority_code"].zfill(3)[:3]
    codes: dict[str, int | None] = {"status_code": _read_status(text["status_code"])}
    codes["type_code"] = _read_type(text["type_code"])
    values: dict[str, object] = {**plain, **days, **codes}
    return SchoolRow(**values)  # type: ignore[arg-type]


def _read_status(cell: str) -> int:
    number = _whole_number(cell)
    if number not in {status.value for status in Status}:
        raise UnreadableRow(RowProblem.STATUS, COLUMNS["status_code"], cell)
    return number


def _read_type(cell: str) -> int | None:
    if not cell:
        return None
    number = _whole_number(cell)
    if number is None:
        raise UnreadableRow(RowProblem.TYPE, COLUMNS["type_code"], cell)
    return number


def _whole_number(cell: str) -> int | None:
    return int(cell) if re.fullmatch(r"[0-9]{1,4}", cell) else None


def _read_day(field: str, cell: str) -> date | None:
    if not cell:
        return None
    match = re.fullmatch(r"(\d{2})-(\d{2})-(\d{4})", cell, flags=re.ASCII)
    try:
        if match:
            return date(int(match[3]), int(match[2]), int(match[1]))
    except ValueError:
        pass
    raise UnreadableRow(RowProblem.DATE, COLUMNS[field], cell)


LETTERS = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "ı": "i", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "&": " and "}
)
"""Letters that no decomposition makes plain."""


def fold(text: str) -> str:
    """Words in plain small letters and digits: `St. Mary’s (Llŷn) & Ægir` is `st marys llyn and aegir`."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter)).translate(LETTERS)
    plain = re.sub(r"['’‘`´]", "", plain)
    return " ".join(re.findall(r"\w+", plain.replace("_", " ")))


def search_text(*, name: str, town: str, postcode: str) -> str:
    """The words of name, town and postcode; each has a space before it, the postcode stands as one word too."""
    code = fold(postcode)
    return " " + " ".join(filter(None, (fold(name), fold(town), code, code.replace(" ", ""))))


def is_in_england(*, type_code: int | None, authority_code: str) -> bool:
    return type_code != WELSH_TYPE and authority_code not in NOT_ENGLAND
