"""Loading a file of schools: new ones are added, others corrected, all in one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import batched
from typing import Any, BinaryIO

from django.db import transaction

from waymark.ground.schools import rules, words
from waymark.ground.schools.gias_file import CsvRow, NotASchoolFile, SchoolCsv, survey
from waymark.ground.schools.models import School, SchoolFile
from waymark.ground.schools.rules import RowProblem, SchoolRow, UnreadableRow

__all__ = ["LoadedSchools", "NotASchoolFile", "load_schools"]

BATCH = 500
"""Rows compared and written at a time."""
SHOWN = 20
"""Problems of which the sentence is kept; the others are only counted."""


@dataclass
class LoadedSchools:
    """What a file changed, and its problems."""

    file: SchoolFile
    problems: list[str]
    """The first of them, each with its line."""
    without: tuple[str, ...]
    """Columns that the file lacks; schools keep what an earlier file said there."""
    read_as: str
    """Encoding and separator, in a sentence for the person who runs the command."""


@dataclass
class _Reading:
    """What is known while the rows of one file go by."""

    csv: SchoolCsv
    counts: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)
    first_problem: tuple[int, str] | None = None
    seen: set[str] = field(default_factory=set)
    """URNs of the file, those of rows that were left out too."""

    def schools(self) -> Iterator[SchoolRow]:
        for row in self.csv.rows():
            try:
                yield self._read(row)
            except UnreadableRow as problem:
                self._leave_out(row, problem)

    def _read(self, row: CsvRow) -> SchoolRow:
        if row.cells is None:
            raise UnreadableRow(RowProblem.CELLS, value=f"{row.count} cells, unlike the first row")
        urn = row.cells["urn"].strip()
        if urn in self.seen:
            raise UnreadableRow(RowProblem.TWICE, value=urn)
        self.seen.add(urn)
        return rules.read_school(row.cells)

    def _leave_out(self, row: CsvRow, problem: UnreadableRow) -> None:
        sentence = words.ROW_PROBLEMS[problem.problem].format(column=problem.column, value=problem.value)
        self.counts["left_out"] += 1
        self.first_problem = self.first_problem or (row.line, sentence)
        if len(self.problems) < SHOWN:
            self.problems.append(f"Line {row.line}: {sentence}")


@transaction.atomic
def load_schools(*, file: BinaryIO, name: str, by: str, at: datetime) -> LoadedSchools:
    """Add and correct schools from a GIAS file, which is read twice; all or nothing.

    A school that the file does not list stays, and says so. A row that cannot be read is left out: a school that we
    know keeps what it had. Raises `NotASchoolFile` for a file that is none, or has no row that can be read.
    """
    facts = survey(file, name=name)
    file.seek(0)
    reading = _Reading(SchoolCsv(file, name=name, encoding=facts.encoding))
    written = tuple(field for field in rules.FIELDS if field in reading.csv.fields)
    for batch in batched(reading.schools(), BATCH, strict=False):
        _write(batch, written, reading.counts)
    if not reading.counts.total() - reading.counts["left_out"]:
        line, problem = reading.first_problem or (1, "there is no row after the names of the columns.")
        raise NotASchoolFile("no_school", name=name, line=line, problem=problem)
    row = SchoolFile.objects.create(
        name=name[-255:],
        digest=facts.digest,
        encoding=facts.encoding,
        missing=_mark_missing(reading.seen),
        by=by[:60],
        at=at,
        **{count: reading.counts[count] for count in ("new", "changed", "closed", "unchanged", "left_out")},
    )
    without = tuple(column for name, column in rules.COLUMNS.items() if name not in written)
    read_as = words.READ_AS.format(encoding=words.ENCODINGS[facts.encoding], separator=reading.csv.separator)
    return LoadedSchools(row, reading.problems, without, read_as)


def _write(batch: Sequence[SchoolRow], written: tuple[str, ...], counts: Counter[str]) -> None:
    """Compare with what is there, and write what is new or different in one statement."""
    known = {
        school.urn: school for school in School.objects.filter(urn__in=[row.urn for row in batch]).order_by()
    }
    to_write = []
    for row in batch:
        school = known.get(row.urn)
        kind = _kind_of_change(school, row, written)
        counts[kind] += 1
        if kind != "unchanged":
            to_write.append(_filled(school or School(), row, written))
    fields = [*(name for name in written if name != "urn"), "search_text", "is_in_newest_file"]
    School.objects.bulk_create(to_write, update_conflicts=True, unique_fields=["urn"], update_fields=fields)


def _kind_of_change(school: School | None, row: SchoolRow, written: tuple[str, ...]) -> str:
    if school is None:
        return "new"
    if row.status_code == rules.Status.CLOSED and not school.is_closed:
        return "closed"
    is_same = all(getattr(school, name) == getattr(row, name) for name in written)
    return "unchanged" if is_same and school.is_in_newest_file else "changed"


def _filled(school: School, row: SchoolRow, written: tuple[str, ...]) -> School:
    for name in written:
        setattr(school, name, getattr(row, name))
    school.search_text = rules.search_text(name=school.name, town=school.town, postcode=school.postcode)
    school.is_in_newest_file = True
    school.pk = None
    return school


def _mark_missing(seen: set[str]) -> int:
    """Schools that are not in the newest file; returns how many."""
    rows: Any = School.objects.order_by().values_list("urn", "is_in_newest_file").iterator(chunk_size=2_000)
    missing = [(urn, was_listed) for urn, was_listed in rows if urn not in seen]
    for batch in batched((urn for urn, was_listed in missing if was_listed), BATCH, strict=False):
        School.objects.filter(urn__in=batch).update(is_in_newest_file=False)
    return len(missing)
