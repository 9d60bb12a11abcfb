"""What is wrong with each row of an enrolment file, and which rows can be enrolled.

| Clause                   | Says                                                                  | Here          |
|--------------------------|-----------------------------------------------------------------------|---------------|
| house: enrolment file    | two rows with the same email address or TRN: neither is enrolled      | `check_lines` |
| house: enrolment file    | the same file uploaded twice enrols no one twice                      | `check_lines` |
| house: staff             | no one takes part in a cohort if they work with it                    | `check_lines` |
| DfE registration service | a TRN has 7 digits; 5 or 6 are padded on the left, and the row says so | `_read_trn`  |

Remarks are codes; their sentences are in `words.py`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from waymark.ground.people.rules import read_trn
from waymark.journey.apply.enrolment_files.csv_file import CsvLine

MAX_LENGTHS = {"given_name": 100, "family_name": 100, "email": 254, "school": 200}
FAR_TOO_LONG = 2_000
_UNREADABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffd]")
_INVISIBLE = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad]")
_GUARDED = re.compile(r"'(?=[=+\-@\t\r\n＝＋－＠])")


class RowVerdict(StrEnum):
    GOOD = "good"
    CORRECTED = "corrected"
    ALREADY_ENROLLED = "there"
    BAD = "bad"


@dataclass(frozen=True)
class RowRemark:
    """Why a row is bad, or what was corrected: a code of `words.REMARKS`, and the detail its sentence names."""

    code: str
    detail: str = ""


@dataclass(frozen=True, kw_only=True)
class EnrolmentRow:
    """One person of an enrolment file, cleaned, with the verdict and every reason for it."""

    line: int
    given_name: str
    family_name: str
    email: str
    trn: str
    school: str
    rest: str = ""
    """Cells beyond the last heading."""
    verdict: RowVerdict = RowVerdict.GOOD
    remarks: tuple[RowRemark, ...] = ()

    @property
    def can_be_enrolled(self) -> bool:
        return self.verdict in (RowVerdict.GOOD, RowVerdict.CORRECTED)


@dataclass(frozen=True)
class KnownPerson:
    """A person whom the provider already knows."""

    name: str
    email: str
    trn: str


def check_lines(
    lines: Iterable[CsvLine],
    *,
    enrolled: Collection[str],
    by_email: Mapping[str, KnownPerson],
    by_trn: Mapping[str, KnownPerson],
    staff: Collection[str] = (),
    is_email: Callable[[str], bool],
) -> tuple[EnrolmentRow, ...]:
    """Every line with its verdict.

    `enrolled` and `staff` are lower-case email addresses of the cohort's participants and staff; the keys of
    `by_email` are lower-case too. `is_email` tells whether a lower-case text is one email address.
    """
    rows = [_read(line, is_email) for line in lines]
    lines_by_email, lines_by_trn = _line_numbers_by(rows, "email"), _line_numbers_by(rows, "trn")
    checked = []
    for row in rows:
        remarks = [
            *row.remarks,
            *_duplicates(row, "email", lines_by_email),
            *_duplicates(row, "trn", lines_by_trn),
        ]
        if row.email in staff:
            remarks.append(RowRemark("works_here"))
        if not _is_bad(remarks):
            remarks += _compare_with_known(row, by_email.get(row.email), by_trn.get(row.trn))
        checked.append(replace(row, remarks=tuple(remarks), verdict=_verdict(row, remarks, enrolled)))
    return tuple(checked)


def count_verdicts(rows: Iterable[EnrolmentRow]) -> dict[RowVerdict, int]:
    counts = Counter(row.verdict for row in rows)
    return {verdict: counts[verdict] for verdict in RowVerdict}


CORRECTIONS = frozenset({"trn_padded", "trn_cleaned", "known", "known_trn"})
"""Remarks with which a row can still be enrolled."""


def _is_bad(remarks: Iterable[RowRemark]) -> bool:
    return any(remark.code not in CORRECTIONS for remark in remarks)


def _verdict(row: EnrolmentRow, remarks: list[RowRemark], enrolled: Collection[str]) -> RowVerdict:
    if _is_bad(remarks):
        return RowVerdict.BAD
    if row.email in enrolled:
        return RowVerdict.ALREADY_ENROLLED
    return RowVerdict.CORRECTED if remarks else RowVerdict.GOOD


def _line_numbers_by(rows: Iterable[EnrolmentRow], column: str) -> dict[str, list[int]]:
    numbers: dict[str, list[int]] = {}
    for row in rows:
        numbers.setdefault(getattr(row, column), []).append(row.line)
    return numbers


def _duplicates(row: EnrolmentRow, column: str, lines: Mapping[str, list[int]]) -> list[RowRemark]:
    value = getattr(row, column)
    others = [str(line) for line in lines[value] if line != row.line]
    return [RowRemark(f"{column}_twice", ", ".join(others[:5]))] if value and others else []


def _compare_with_known(
    row: EnrolmentRow, known: KnownPerson | None, trn_holder: KnownPerson | None
) -> list[RowRemark]:
    """How the row differs from what the provider already knows of this person."""
    remarks = []
    if trn_holder and trn_holder.email.lower() != row.email:
        remarks.append(RowRemark("trn_of_another"))
    if known and known.name.casefold() != f"{row.given_name} {row.family_name}".casefold():
        remarks.append(RowRemark("known", known.name))
    if known and row.trn and known.trn != row.trn:
        remarks.append(RowRemark("known_trn", known.trn))
    return remarks


def _read(line: CsvLine, is_email: Callable[[str], bool]) -> EnrolmentRow:
    raw = {column: line.cells.get(column, "") for column in (*MAX_LENGTHS, "trn")}
    cells = {column: tidy(text) for column, text in raw.items()}
    remarks = [
        remark
        for column in MAX_LENGTHS
        for remark in _column_remarks(column, raw[column], cells[column], is_email)
    ]
    trn, trn_remarks = _read_trn(cells["trn"])
    if line.broken:
        remarks.insert(0, RowRemark("open_quote"))
    elif line.extra:
        remarks.append(RowRemark("too_many_cells"))
    email = cells["email"].lower()
    return EnrolmentRow(
        line=line.number,
        given_name=cells["given_name"],
        family_name=cells["family_name"],
        email=email,
        trn=trn,
        school=cells["school"],
        rest=" | ".join(tidy(cell) for cell in line.extra)[:500],
        remarks=(*remarks, *trn_remarks),
    )


def tidy(text: str) -> str:
    """The text normalised: composed letters, single spaces, nothing invisible, U+FFFD for what cannot be saved."""
    text = _GUARDED.sub("", text, count=1) if text.startswith("'") else text
    text = _INVISIBLE.sub("", _UNREADABLE.sub("\ufffd", text))
    return unicodedata.normalize("NFC", " ".join(text.split())[:FAR_TOO_LONG])


def _column_remarks(column: str, raw: str, cell: str, is_email: Callable[[str], bool]) -> list[RowRemark]:
    if not cell:
        return [] if column == "school" else [RowRemark(f"no_{column}")]
    if "\ufffd" in cell:
        return [RowRemark("unreadable", column)]
    if len(cell) > MAX_LENGTHS[column]:
        return [RowRemark("too_long", column)]
    if "\n" in raw.strip() or "\r" in raw.strip():
        return [RowRemark("line_break", column)]
    if column == "email" and not is_email(cell.lower()):
        return [RowRemark("not_email", cell)]
    return []


def _read_trn(cell: str) -> tuple[str, list[RowRemark]]:
    """The TRN of seven digits, and how it was corrected; a cell that is not a TRN is returned as it is."""
    if not cell:
        return "", []
    plain = unicodedata.normalize("NFKC", cell)
    if re.fullmatch(r"[0-9]+\.0+", plain):
        plain = plain.partition(".")[0]
    trn = None if re.search(r"[0-9][eE]\+", plain) else read_trn(plain)
    if trn is None:
        return cell[:40], [RowRemark("not_trn", cell[:40])]
    if trn.padded:
        return trn.value, [RowRemark("trn_padded", trn.value)]
    return trn.value, [] if cell == trn.value else [RowRemark("trn_cleaned", trn.value)]
