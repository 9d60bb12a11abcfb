"""Who may apply and be enrolled, decided on plain values.

| Clause                   | Says                                                                | Here              |
|--------------------------|---------------------------------------------------------------------|-------------------|
| house: application       | a cohort can be applied for until the day before its first           | `may_apply`       |
| house: decision          | an application is decided once                                      | `may_decide`      |
| house: enrolment file    | of two rows with one e-mail address, or one TRN, neither is taken   | `judge`           |
| house: enrolment file    | the same file twice enrols nobody twice                             | `judge`           |
| DfE registration service | a TRN has 7 digits; 5 or 6 are padded on the left, and it is said   | `_read_trn`       |
| house: staff             | nobody works with the cohort they take part in                      | `may_staff`       |
| house: staff             | nor takes part in a cohort they work with                           | `judge`           |
| HMRC: VAT                | the standard rate is 20 per cent                                    | `with_vat`        |

Reasons are codes; their sentences stand in `words.py`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from waymark.ground.people.rules import read_trn
from waymark.journey.apply.reading import Line

LONGEST = {"given_name": 100, "family_name": 100, "email": 254, "school": 200}
FAR_TOO_LONG = 2_000
_EMAIL = re.compile(
    r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])",
)
_BROKEN = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffd]")
_UNSEEN = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad]")
_GUARDED = re.compile(r"'(?=[=+\-@\t\r\n＝＋－＠])")


def may_apply(*, starts_on: date, today: date) -> bool:
    return today < starts_on


def may_decide(*, decided: bool) -> bool:
    return not decided


def may_staff(*, takes_part: bool) -> bool:
    return not takes_part


def with_vat(pence: int) -> int:
    """The fee with VAT, in pence, rounded half up."""
    return (pence * 120 + 50) // 100


class Verdict(StrEnum):
    GOOD = "good"
    CORRECTED = "corrected"
    THERE = "there"
    BAD = "bad"


@dataclass(frozen=True)
class Remark:
    """Why a row is bad, or what was corrected: a code of `words.ROW`, and what it speaks of."""

    code: str
    of: str = ""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One person of an enrolment file, cleaned, with the verdict and every reason for it."""

    line: int
    given_name: str
    family_name: str
    email: str
    trn: str
    school: str
    rest: str = ""
    verdict: Verdict = Verdict.GOOD
    remarks: tuple[Remark, ...] = ()

    @property
    def is_taken(self) -> bool:
        return self.verdict in (Verdict.GOOD, Verdict.CORRECTED)


@dataclass(frozen=True)
class Known:
    """A person whom the provider knows already."""

    name: str
    email: str
    trn: str


def judge(
    lines: Iterable[Line],
    *,
    enrolled: Collection[str],
    by_email: Mapping[str, Known],
    by_trn: Mapping[str, Known],
    working: Collection[str] = (),
) -> tuple[Row, ...]:
    """Every line with its verdict. `enrolled` and `working` are lower-case addresses of the cohort's participants
    and staff; so are the keys of `by_email`."""
    rows = [_read(line) for line in lines]
    emails, trns = _lines_by(rows, "email"), _lines_by(rows, "trn")
    judged = []
    for row in rows:
        found = [*row.remarks, *_twice(row, "email", emails), *_twice(row, "trn", trns)]
        if row.email in working:
            found.append(Remark("works_here"))
        if not _is_bad(found):
            found += _met(row, by_email.get(row.email), by_trn.get(row.trn))
        judged.append(replace(row, remarks=tuple(found), verdict=_verdict(row, found, enrolled)))
    return tuple(judged)


def count_verdicts(rows: Iterable[Row]) -> dict[Verdict, int]:
    counted = Counter(row.verdict for row in rows)
    return {verdict: counted[verdict] for verdict in Verdict}


CORRECTIONS = frozenset({"trn_padded", "trn_cleaned", "known", "known_trn"})
"""Remarks that do not keep a row out."""


def _is_bad(remarks: Iterable[Remark]) -> bool:
    return any(remark.code not in CORRECTIONS for remark in remarks)


def _verdict(row: Row, remarks: list[Remark], enrolled: Collection[str]) -> Verdict:
    if _is_bad(remarks):
        return Verdict.BAD
    if row.email in enrolled:
        return Verdict.THERE
    return Verdict.CORRECTED if remarks else Verdict.GOOD


def _lines_by(rows: Iterable[Row], column: str) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for row in rows:
        found.setdefault(getattr(row, column), []).append(row.line)
    return found


def _twice(row: Row, column: str, lines: Mapping[str, list[int]]) -> list[Remark]:
    value = getattr(row, column)
    others = [str(line) for line in lines[value] if line != row.line]
    return [Remark(f"{column}_twice", ", ".join(others[:5]))] if value and others else []


def _met(row: Row, known: Known | None, holder: Known | None) -> list[Remark]:
    """What the provider knows of this person already."""
    remarks = []
    if holder and holder.email.lower() != row.email:
        remarks.append(Remark("trn_of_another"))
    if known and known.name.casefold() != f"{row.given_name} {row.family_name}".casefold():
        remarks.append(Remark("known", known.name))
    if known and row.trn and known.trn != row.trn:
        remarks.append(Remark("known_trn", known.trn))
    return remarks


def _read(line: Line) -> Row:
    raw = {column: line.cells.get(column, "") for column in (*LONGEST, "trn")}
    cells = {column: tidy(text) for column, text in raw.items()}
    remarks = [remark for column in LONGEST for remark in _faults(column, raw[column], cells[column])]
    trn, of_trn = _read_trn(cells["trn"])
    if line.broken:
        remarks.insert(0, Remark("open_quote"))
    elif line.extra:
        remarks.append(Remark("too_many_cells"))
    email = cells["email"].lower()
    return Row(
        line=line.number,
        given_name=cells["given_name"],
        family_name=cells["family_name"],
        email=email,
        trn=trn,
        school=cells["school"],
        rest=" | ".join(tidy(cell) for cell in line.extra)[:500],
        remarks=(*remarks, *of_trn),
    )


def tidy(text: str) -> str:
    """The text in one form: composed letters, single spaces, no unseen marks, U+FFFD for what cannot be kept."""
    text = _GUARDED.sub("", text, count=1) if text.startswith("'") else text
    text = _UNSEEN.sub("", _BROKEN.sub("\ufffd", text))
    return unicodedata.normalize("NFC", " ".join(text.split())[:FAR_TOO_LONG])


def _faults(column: str, raw: str, cell: str) -> list[Remark]:
    if not cell:
        return [] if column == "school" else [Remark(f"no_{column}")]
    if "\ufffd" in cell:
        return [Remark("unreadable", column)]
    if len(cell) > LONGEST[column]:
        return [Remark("too_long", column)]
    if "\n" in raw.strip() or "\r" in raw.strip():
        return [Remark("line_break", column)]
    if column == "email" and not is_email(cell.lower()):
        return [Remark("not_email", cell)]
    return []


def is_email(text: str) -> bool:
    """Whether this lower-case text is one address, with a dot in its domain."""
    return len(text.partition("@")[0]) <= 64 and _EMAIL.fullmatch(text) is not None


def _read_trn(cell: str) -> tuple[str, list[Remark]]:
    """The TRN of seven digits, and what was done to it; a cell that holds none stays as it is."""
    if not cell:
        return "", []
    plain = unicodedata.normalize("NFKC", cell)
    if re.fullmatch(r"[0-9]+\.0+", plain):
        plain = plain.partition(".")[0]
    found = None if re.search(r"[0-9][eE]\+", plain) else read_trn(plain)
    if found is None:
        return cell[:40], [Remark("not_trn", cell[:40])]
    if found.padded:
        return found.value, [Remark("trn_padded", found.value)]
    return found.value, [] if cell == found.value else [Remark("trn_cleaned", found.value)]
