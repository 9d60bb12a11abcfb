"""What is wrong with each row of an enrolment file, and which rows can be enrolled.

| Clause                   | Says                                                                  | Here          |
|--------------------------|-----------------------------------------------------------------------|---------------|
| house: enrolment file    | a row said twice is one row, with a remark                            | `_said_once`  |
| house: enrolment file    | two different rows with the same email or TRN: neither is enrolled    | `check_lines` |
| model: rule 6            | a name that looks misread waits until someone says that it is right   | `_doubts`     |
| model: rule 3            | what differs from what is known is a change to accept, one by one     | `_changes`    |
| house: enrolment file    | the same file uploaded twice enrols no one twice                      | `check_lines` |
| house: staff             | no one takes part in a cohort if they work with it                    | `check_lines` |
| DfE registration service | a TRN has 7 digits; 5 or 6 are padded on the left, and the row says so | `_read_trn`  |

Remarks are codes; their sentences are in `words.py`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from waymark.ground.people.rules import read_trn
from waymark.journey.apply.enrolment_files import letters
from waymark.journey.apply.enrolment_files.csv_file import CsvLine, CsvTable
from waymark.journey.apply.enrolment_files.email_addresses import plain_address, same_address

MAX_LENGTHS = {"given_name": 200, "family_name": 200, "email": 254, "school": 200, "trust": 200}
FAR_TOO_LONG = 2_000
_UNREADABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffd]")
_INVISIBLE = re.compile(
    "[\u200b\u2060\ufeff\u00ad\u200e\u200f\u202a-\u202e]"
    "|(?<=[\x20-\u024f])[\u200c\u200d]|[\u200c\u200d](?=[\x20-\u024f]|$)"
)
"""Joiners are kept between letters of scripts that need them, such as Persian and Hindi."""
_GUARDED = re.compile(r"'(?=[=+\-@\t\r\n＝＋－＠])")


class RowVerdict(StrEnum):
    GOOD = "good"
    CORRECTED = "corrected"
    DOUBTFUL = "doubtful"
    """It can be enrolled once someone has said that it is right, or has corrected it."""
    ALREADY_ENROLLED = "there"
    BAD = "bad"


@dataclass(frozen=True)
class RowRemark:
    """Why a row is bad, or what was corrected: a code of `words.REMARKS`, and the detail its sentence names."""

    code: str
    detail: str = ""


@dataclass(frozen=True)
class RowChange:
    """What the file says of a person whom the provider knows differently: a change to accept or not."""

    field: str
    """`name`, `email`, `trn` or `school`."""
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class EnrolmentRow:
    """One person of an enrolment file, cleaned, with the verdict and every reason for it."""

    line: int
    given_name: str
    family_name: str
    email: str
    trn: str
    school: str
    trust: str = ""
    rest: str = ""
    """Cells beyond the last heading."""
    verdict: RowVerdict = RowVerdict.GOOD
    remarks: tuple[RowRemark, ...] = ()
    changes: tuple[RowChange, ...] = ()
    known_email: str = ""
    """The address under which the provider knows this person; empty for someone new."""

    @property
    def can_be_enrolled(self) -> bool:
        return self.verdict in (RowVerdict.GOOD, RowVerdict.CORRECTED)

    @property
    def is_doubtful(self) -> bool:
        return self.verdict is RowVerdict.DOUBTFUL

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()


@dataclass(frozen=True)
class KnownPerson:
    """A person whom the provider already knows."""

    name: str
    email: str
    trn: str
    school: str = ""


@dataclass(frozen=True, kw_only=True)
class RowDecision:
    """What someone decided of one row: that it is right, with these names, and which changes they accept."""

    line: int
    is_right: bool = False
    given_name: str = ""
    family_name: str = ""
    accepted: frozenset[str] = frozenset()
    """Fields of `RowChange`."""


def check_lines(
    lines: Iterable[CsvLine],
    *,
    enrolled: Collection[str],
    by_email: Mapping[str, KnownPerson],
    by_trn: Mapping[str, KnownPerson],
    staff: Collection[str] = (),
    is_email: Callable[[str], bool],
) -> tuple[EnrolmentRow, ...]:
    """As `read_lines` and `check_rows`."""
    rows = read_lines(lines, is_email=is_email)
    return check_rows(rows, enrolled=enrolled, by_email=by_email, by_trn=by_trn, staff=staff)


def read_lines(lines: Iterable[CsvLine], *, is_email: Callable[[str], bool]) -> tuple[EnrolmentRow, ...]:
    """Every person of the file, cleaned, before anyone is looked up.

    `is_email` tells whether a lower-case text is one email address.
    """
    return tuple(_said_once([_read(line, is_email) for line in lines]))


def check_rows(
    rows: Sequence[EnrolmentRow],
    *,
    enrolled: Collection[str],
    by_email: Mapping[str, KnownPerson],
    by_trn: Mapping[str, KnownPerson],
    staff: Collection[str] = (),
) -> tuple[EnrolmentRow, ...]:
    """Every row with its verdict.

    `enrolled` and `staff` are lower-case email addresses of the cohort's participants and staff; the keys of
    `by_email` are lower-case too.
    """
    lines_by_email, lines_by_trn = _line_numbers_by(rows, "email"), _line_numbers_by(rows, "trn")
    checked = []
    for row in rows:
        remarks = [
            *row.remarks,
            *_duplicates(row, "email", lines_by_email),
            *_duplicates(row, "trn", lines_by_trn),
        ]
        known = by_email.get(row.email)
        if row.email in staff:
            remarks.append(RowRemark("works_here"))
        if not _is_bad(remarks):
            remarks += _trn_of_another(row, known, by_trn.get(row.trn))
            known = known or by_trn.get(row.trn)
        changes = () if known is None or _is_bad(remarks) else _changes(row, known)
        checked.append(
            replace(
                row,
                remarks=tuple(remarks),
                changes=changes,
                known_email=known.email.lower() if known else "",
                verdict=_verdict(row, remarks, enrolled),
            )
        )
    return tuple(checked)


def _said_once(rows: Iterable[EnrolmentRow]) -> list[EnrolmentRow]:
    """Rows that say the same of the same person become one, which says where it was repeated."""
    kept: dict[int, EnrolmentRow] = {}
    first_line: dict[tuple[str, ...], int] = {}
    repeated: dict[int, list[int]] = {}
    for row in rows:
        key = (row.email, row.name.casefold(), row.trn, row.school.casefold(), row.trust.casefold())
        first = first_line.setdefault(key, row.line) if row.email else row.line
        if first != row.line:
            repeated.setdefault(first, []).append(row.line)
        else:
            kept[row.line] = row
    return [
        replace(row, remarks=(*row.remarks, _repeated(repeated[line]))) if line in repeated else row
        for line, row in kept.items()
    ]


def _repeated(lines: list[int]) -> RowRemark:
    return RowRemark("said_twice", ", ".join(map(str, lines[:5])))


def rows_to_enrol(
    rows: Iterable[EnrolmentRow], decisions: Mapping[int, RowDecision]
) -> tuple[EnrolmentRow, ...]:
    """The rows that can be enrolled, those that someone said are right with the names they gave."""
    return tuple(
        row if row.can_be_enrolled else _as_decided(row, decisions[row.line])
        for row in rows
        if row.can_be_enrolled or (row.is_doubtful and row.line in decisions and decisions[row.line].is_right)
    )


PART = 200
"""So many people are enrolled in one transaction: about half a second."""


@dataclass(frozen=True)
class FilePart:
    """Rows that are enrolled together."""

    rows: tuple[EnrolmentRow, ...]
    until_line: int
    """The line of its last good row; the next part begins after it."""
    is_last: bool


def first_part(
    rows: Iterable[EnrolmentRow], decisions: Mapping[int, RowDecision], *, size: int = PART
) -> FilePart:
    """Every doubtful row that someone said is right, since the names they entered are kept nowhere; then good ones."""
    chosen = rows_to_enrol(rows, decisions)
    decided = tuple(row for row in chosen if row.is_doubtful)
    part = next_part(chosen, after_line=0, size=max(size - len(decided), 0))
    return replace(part, rows=decided + part.rows)


def next_part(rows: Iterable[EnrolmentRow], *, after_line: int, size: int = PART) -> FilePart:
    """The good rows after that line, in order, at most so many."""
    good = [row for row in rows if row.can_be_enrolled and row.line > after_line]
    until_line = good[:size][-1].line if good[:size] else after_line
    return FilePart(tuple(good[:size]), until_line, is_last=len(good) <= size)


def _as_decided(row: EnrolmentRow, decision: RowDecision) -> EnrolmentRow:
    if not (decision.given_name or decision.family_name):
        return row
    return replace(row, given_name=tidy(decision.given_name), family_name=tidy(decision.family_name))


def lines_to_show(table: CsvTable, *, count: int = 3) -> list[int]:
    """The numbers of the lines that best show how a file was read: those with letters that are not English."""
    special = [line.number for line in table.lines if not "".join(line.cells.values()).isascii()]
    rest = [line.number for line in table.lines if line.number not in set(special)]
    return [*special, *rest][:count]


def count_verdicts(rows: Iterable[EnrolmentRow]) -> dict[RowVerdict, int]:
    counts = Counter(row.verdict for row in rows)
    return {verdict: counts[verdict] for verdict in RowVerdict}


CORRECTIONS = frozenset(
    {"trn_padded", "trn_cleaned", "said_twice", "email_cleaned", "name_split", "invisible"}
)
"""Remarks with which a row can still be enrolled."""
MISREAD = frozenset({"looks_wrong", "letter_lost", "unreadable"})
DOUBTS = frozenset({"looks_wrong", "letter_lost", "one_name", "trn_of_another"})
"""Remarks with which a row waits until someone has said that it is right."""


def _is_bad(remarks: Iterable[RowRemark]) -> bool:
    return any(remark.code not in CORRECTIONS | DOUBTS for remark in remarks)


def _verdict(row: EnrolmentRow, remarks: list[RowRemark], enrolled: Collection[str]) -> RowVerdict:
    if _is_bad(remarks):
        return RowVerdict.BAD
    if row.email in enrolled:
        return RowVerdict.ALREADY_ENROLLED
    if any(remark.code in DOUBTS for remark in remarks):
        return RowVerdict.DOUBTFUL
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


def _trn_of_another(
    row: EnrolmentRow, known: KnownPerson | None, trn_holder: KnownPerson | None
) -> list[RowRemark]:
    """A TRN under which the provider knows someone with another address: the same person, or a slip."""
    if not row.trn or trn_holder is None or trn_holder.email.lower() == row.email:
        return []
    code = "trn_of_someone_else" if known else "trn_of_another"
    return [RowRemark(code, f"{trn_holder.name}, {trn_holder.email}")]


def _changes(row: EnrolmentRow, known: KnownPerson) -> tuple[RowChange, ...]:
    """How the row differs from what is known. An empty cell changes nothing."""
    pairs = [
        ("email", known.email.lower(), row.email),
        ("trn", known.trn, row.trn),
        ("school", known.school, row.school),
    ]
    if _plain(known.name) != _plain(row.name) or (known.name != row.name and row.name):
        pairs = [("name", known.name, row.name), *pairs]
    return tuple(RowChange(*pair) for pair in pairs if pair[2] and pair[1] != pair[2])


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _read(line: CsvLine, is_email: Callable[[str], bool]) -> EnrolmentRow:
    raw = {column: line.cells.get(column, "") for column in (*MAX_LENGTHS, "trn")}
    cells = {column: tidy(text) for column, text in raw.items()}
    remarks = [
        remark
        for column in MAX_LENGTHS
        for remark in _column_remarks(column, raw[column], cells[column], is_email)
    ]
    given_name, family_name, name_remarks = _read_name(cells, line.cells.get("name", ""))
    trn, trn_remarks = _read_trn(cells["trn"])
    if line.broken:
        remarks.insert(0, RowRemark("open_quote"))
    elif line.extra:
        remarks.append(RowRemark("too_many_cells"))
    email = same_address(plain_address(cells["email"]))
    if email != cells["email"].lower() and not any(remark.code == "not_email" for remark in remarks):
        remarks.append(RowRemark("email_cleaned", email))
    return EnrolmentRow(
        line=line.number,
        given_name=given_name,
        family_name=family_name,
        email=email,
        trn=trn,
        school=cells["school"],
        trust=cells["trust"],
        rest=" | ".join(tidy(cell) for cell in line.extra)[:500],
        remarks=(*remarks, *_invisible(raw), *name_remarks, *trn_remarks),
    )


def _read_name(cells: Mapping[str, str], whole: str) -> tuple[str, str, list[RowRemark]]:
    """Given and family name. A name in one column is divided, and the row says how."""
    given_name, family_name = cells["given_name"], cells["family_name"]
    if whole and not given_name and not family_name:
        given_name, family_name = divide_name(tidy(whole))
        if given_name and family_name:
            return given_name, family_name, [RowRemark("name_split", f"{given_name} | {family_name}")]
    if not given_name and not family_name:
        return "", "", [RowRemark("no_name")]
    if not (given_name and family_name):
        return given_name, family_name, [RowRemark("one_name")]
    return given_name, family_name, []


def divide_name(name: str) -> tuple[str, str]:
    """`Larkspur, Imogen` at its comma, `Imogen de Souza` before the first particle, else before the last word."""
    if "," in name:
        family_name, _, given_name = name.partition(",")
        return given_name.strip(), family_name.strip()
    words = name.split()
    if len(words) < 2:
        return "", name
    particle = next(
        (place for place, word in enumerate(words) if place and word in _PARTICLES), len(words) - 1
    )
    return " ".join(words[:particle]), " ".join(words[particle:])


_PARTICLES = frozenset(
    "de da do dos das del della di du la le van von der den ter ten bin ibn al el ap ab ní nic".split()
)


def tidy(text: str) -> str:
    """The text normalised: composed letters, single spaces, nothing invisible, U+FFFD for what cannot be saved."""
    text = _GUARDED.sub("", text, count=1) if text.startswith("'") else text
    text = _INVISIBLE.sub("", _UNREADABLE.sub("\ufffd", text))
    return unicodedata.normalize("NFC", " ".join(text.split())[:FAR_TOO_LONG])


def _invisible(raw: Mapping[str, str]) -> list[RowRemark]:
    """Characters that no one can see are removed from names and addresses, and the row says so."""
    return [RowRemark("invisible", column) for column, text in raw.items() if _INVISIBLE.search(text)][:1]


def _column_remarks(column: str, raw: str, cell: str, is_email: Callable[[str], bool]) -> list[RowRemark]:
    if not cell:
        return [RowRemark("no_email")] if column == "email" else []
    if "\ufffd" in cell:
        return [RowRemark("unreadable", column)]
    if len(cell) > MAX_LENGTHS[column]:
        return [RowRemark("too_long", column)]
    if "\n" in raw.strip() or "\r" in raw.strip():
        return [RowRemark("line_break", column)]
    if column == "email":
        return [] if is_email(plain_address(cell).lower()) else [RowRemark("not_email", cell)]
    return _doubts(column, cell)


def _doubts(column: str, cell: str) -> list[RowRemark]:
    """Where a cell doesn’t look as people write names, so that it may have been misread."""
    wrong = [word for word in cell.split() if letters.looks_wrong(word)]
    if not wrong:
        return []
    code = "letter_lost" if all("?" in word for word in wrong) else "looks_wrong"
    return [RowRemark(code, column)]


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
