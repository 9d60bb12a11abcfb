"""Reads who is to be invited: a line for each person, as typed or pasted from a spreadsheet. Pure.

| Clause  | Says                                                                                                  |
|---------|-------------------------------------------------------------------------------------------------------|
| cells   | name, email, role and, for a role in a cohort, the cohort; separated by tabs, semicolons or commas    |
| order   | the email address is where the @ is; the name is before it, role and cohort after it                   |
| roles   | by name; several with + or /; another word for a role is a guess                                       |
| cohorts | by name, or the one selected for lines without one; a name that is nearly right is a guess             |
| guess   | what was guessed is shown and confirmed before anyone is invited                                       |
| problem | a line with a problem stays as it was typed; no one is invited before it is put right                  |
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from enum import StrEnum

from waymark.ground.people.roles import LABELS, NOT_STAFF, Role
from waymark.journey.apply.enrolment_files.rules import tidy

OF_A_COHORT = frozenset({Role.FACILITATOR, Role.COACH, Role.MARKER, Role.SENIOR})
OF_THE_PROVIDER = frozenset({Role.LEAD, Role.BOARD, Role.SETTER})
NOT_ON_LINES = NOT_STAFF | {Role.PARTNER}
"""Roles that need more than a line: an enrolment, or the name of a delivery partner."""
MOST_LINES = 200
LONGEST = {"given_name": 100, "family_name": 100, "email": 254}

OTHER_WORDS = {
    Role.LEAD: ("lead", "programme manager", "manager", "director", "administrator", "admin", "coordinator"),
    Role.FACILITATOR: ("tutor", "trainer", "teacher", "lecturer", "presenter", "workshop leader"),
    Role.COACH: ("mentor", "leadership coach", "performance coach"),
    Role.MARKER: ("assessor", "examiner", "first marker", "second marker"),
    Role.SENIOR: ("senior assessor", "chief marker", "moderator", "lead marker"),
    Role.SETTER: ("setter", "author", "paper author", "paper writer"),
    Role.BOARD: ("board", "board member", "award board member"),
}
"""What a line may call a role besides its name. Each is a guess."""


class StaffRemark(StrEnum):
    """What is to be said about a line."""

    # Problems: the line can't be used.
    NO_EMAIL = "no_email"
    NOT_EMAIL = "not_email"
    NO_NAME = "no_name"
    TOO_LONG = "too_long"
    UNREADABLE = "unreadable"
    NO_ROLE = "no_role"
    UNKNOWN_ROLE = "unknown_role"
    NO_COHORT = "no_cohort"
    UNKNOWN_COHORT = "unknown_cohort"
    TOO_MANY_CELLS = "too_many_cells"
    TWO_NAMES = "two_names"
    NOT_ALLOWED = "not_allowed"
    # Guesses: what was read is to be confirmed.
    NAME_GUESSED = "name_guessed"
    NAME_TURNED = "name_turned"
    ROLE_GUESSED = "role_guessed"
    COHORT_GUESSED = "cohort_guessed"
    KNOWN_BY_ANOTHER_NAME = "known_by_another_name"
    # Remarks: nothing is to be done.
    KNOWN = "known"
    HAS_THE_ROLE = "has_the_role"
    COHORT_NOT_NEEDED = "cohort_not_needed"


GUESSES = frozenset(
    {
        StaffRemark.NAME_GUESSED,
        StaffRemark.NAME_TURNED,
        StaffRemark.ROLE_GUESSED,
        StaffRemark.COHORT_GUESSED,
        StaffRemark.KNOWN_BY_ANOTHER_NAME,
    }
)
NOTES = frozenset(
    {
        StaffRemark.KNOWN,
        StaffRemark.HAS_THE_ROLE,
        StaffRemark.COHORT_NOT_NEEDED,
    }
)


@dataclass(frozen=True)
class LineRemark:
    code: StaffRemark
    detail: str = ""
    """What its sentence names, or the whole sentence of a rule that speaks against a role."""


@dataclass(frozen=True, kw_only=True)
class StaffLine:
    """One line as it was read."""

    number: int
    text: str
    given_name: str = ""
    family_name: str = ""
    email: str = ""
    roles: tuple[Role, ...] = ()
    cohort: str = ""
    """Its slug; empty for roles at the provider."""
    remarks: tuple[LineRemark, ...] = ()

    @property
    def name(self) -> str:
        return " ".join(filter(None, [self.given_name, self.family_name]))

    @property
    def problems(self) -> tuple[LineRemark, ...]:
        return tuple(remark for remark in self.remarks if remark.code not in GUESSES | NOTES)

    @property
    def guesses(self) -> tuple[LineRemark, ...]:
        return tuple(remark for remark in self.remarks if remark.code in GUESSES)

    def with_remarks(self, *remarks: LineRemark) -> StaffLine:
        return replace(self, remarks=(*self.remarks, *remarks))


def read_staff_lines(
    text: str, *, cohorts: Mapping[str, str], cohort: str, is_email: Callable[[str], bool]
) -> tuple[StaffLine, ...]:
    """Every line that holds something, with what was read.

    `cohorts` are names by slug; `cohort` is the slug for lines without one, or empty.
    """
    lines = [
        _read(number, line, cohorts=cohorts, cohort=cohort, is_email=is_email)
        for number, line in enumerate(text.splitlines(), start=1)
        if line.strip() and not is_heading(line)
    ]
    return tuple(_compare_names(lines))


def is_heading(line: str) -> bool:
    """Whether a line is the heading row of a spreadsheet."""
    words = {tidy(cell).casefold() for cell in _cells(line)}
    return "@" not in line and bool(words & {"email", "e-mail", "email address"}) and len(words) > 1


def _cells(line: str) -> list[str]:
    separator = next((mark for mark in "\t;" if mark in line), ",")
    return next(csv.reader([line], delimiter=separator), [])


def _read(
    number: int, line: str, *, cohorts: Mapping[str, str], cohort: str, is_email: Callable[[str], bool]
) -> StaffLine:
    read = StaffLine(number=number, text=line)
    cells = [tidy(cell) for cell in _cells(line.replace("\x00", "\ufffd"))]
    if any("\ufffd" in cell for cell in cells):
        return read.with_remarks(LineRemark(StaffRemark.UNREADABLE))
    place = next((place for place, cell in enumerate(cells) if "@" in cell), None)
    if place is None:
        return read.with_remarks(LineRemark(StaffRemark.NO_EMAIL))
    before, address, after = cells[:place], cells[place], cells[place + 1 :]
    if inside := re.fullmatch(r"(.*?)\s*<([^<>]+)>", address):
        before, address = [*before, inside[1]], inside[2]
    read = _read_name(replace(read, email=address.strip().lower()), [cell for cell in before if cell])
    if not is_email(read.email):
        read = read.with_remarks(LineRemark(StaffRemark.NOT_EMAIL, address))
    if any(len(getattr(read, name)) > most for name, most in LONGEST.items()):
        read = read.with_remarks(LineRemark(StaffRemark.TOO_LONG))
    role, name_of_cohort, *more = [*after, "", ""]
    if any(more):
        read = read.with_remarks(LineRemark(StaffRemark.TOO_MANY_CELLS))
    return _read_cohort(_read_roles(read, role), name_of_cohort, cohorts=cohorts, cohort=cohort)


def _read_name(line: StaffLine, cells: list[str]) -> StaffLine:
    if not cells:
        return line.with_remarks(LineRemark(StaffRemark.NO_NAME))
    if len(cells) > 2:
        return line.with_remarks(LineRemark(StaffRemark.TOO_MANY_CELLS))
    if len(cells) == 2:
        named = replace(line, given_name=cells[1], family_name=cells[0])
        return named.with_remarks(LineRemark(StaffRemark.NAME_TURNED, named.name))
    given, *family = cells[0].split(" ")
    named = replace(line, given_name=given, family_name=" ".join(family))
    if len(family) == 1:
        return named
    return named.with_remarks(LineRemark(StaffRemark.NAME_GUESSED, named.name))


def _read_roles(line: StaffLine, cell: str) -> StaffLine:
    if not cell:
        return line.with_remarks(LineRemark(StaffRemark.NO_ROLE))
    for part in re.split(r"\s*(?:\+|/|&|\band\b)\s*", cell):
        role, is_sure = role_of(part)
        if role is None:
            return line.with_remarks(LineRemark(StaffRemark.UNKNOWN_ROLE, part))
        if role not in line.roles:
            line = replace(line, roles=(*line.roles, role))
        if not is_sure:
            detail = f"“{part}” as {LABELS[role].lower()}"
            line = line.with_remarks(LineRemark(StaffRemark.ROLE_GUESSED, detail))
    return line


def role_of(text: str) -> tuple[Role | None, bool]:
    """The role that a text names, and whether that is sure."""
    plain = " ".join(re.sub(r"[^a-z ]", " ", text.casefold()).split())
    names = {label.casefold(): role for role, label in LABELS.items() if role not in NOT_ON_LINES}
    if plain in names:
        return names[plain], True
    others = {word: role for role, words in OTHER_WORDS.items() for word in words}
    if plain in others:
        return others[plain], False
    near = get_close_matches(plain, [*names, *others], n=1, cutoff=0.8)
    return ((names | others)[near[0]], False) if near else (None, False)


def _read_cohort(line: StaffLine, cell: str, *, cohorts: Mapping[str, str], cohort: str) -> StaffLine:
    if not set(line.roles) & OF_A_COHORT:
        return (
            line.with_remarks(LineRemark(StaffRemark.COHORT_NOT_NEEDED, cell))
            if cell and line.roles
            else line
        )
    if not cell:
        return (
            replace(line, cohort=cohort) if cohort else line.with_remarks(LineRemark(StaffRemark.NO_COHORT))
        )
    slugs = {name.casefold(): slug for slug, name in cohorts.items()} | {slug: slug for slug in cohorts}
    if cell.casefold() in slugs:
        return replace(line, cohort=slugs[cell.casefold()])
    near = get_close_matches(cell.casefold(), slugs, n=1, cutoff=0.7)
    if not near:
        return line.with_remarks(LineRemark(StaffRemark.UNKNOWN_COHORT, cell))
    slug = slugs[near[0]]
    detail = f"“{cell}” as {cohorts[slug]}"
    return replace(line, cohort=slug).with_remarks(LineRemark(StaffRemark.COHORT_GUESSED, detail))


def _compare_names(lines: list[StaffLine]) -> Iterator[StaffLine]:
    """One email address is one person: two lines with it must agree on the name."""
    first: dict[str, StaffLine] = {}
    for line in lines:
        same = first.setdefault(line.email, line)
        if line.email and same.name.casefold() != line.name.casefold():
            line = line.with_remarks(LineRemark(StaffRemark.TWO_NAMES, str(same.number)))
        yield line
