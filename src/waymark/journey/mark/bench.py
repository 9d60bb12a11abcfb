"""What a marker is shown: the own list, a script, the own mark. No person is ever selected here."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection

from waymark.ground.papers.queries import body_of_locked
from waymark.ground.papers.values import Body
from waymark.journey.mark.models import Allocation, Mark, OmissionAnswer

if TYPE_CHECKING:
    from waymark.ground.people.models import Person


@dataclass(frozen=True, kw_only=True)
class ListLine:
    """One script in a marker's own list."""

    place: int
    code: str
    words: int
    marked: bool


def list_scripts_of(*, for_: Person) -> list[ListLine]:
    """The marker's scripts in their own fixed, random order; no person is selected."""
    rows = Allocation.objects.filter(marker=for_).order_by("place", "id")
    found = rows.values_list("script__code", "script__words", "mark__id")
    return [
        ListLine(place=place, code=code, words=words, marked=mark is not None)
        for place, (code, words, mark) in enumerate(found, start=1)
    ]


# The bench is opened and left hundreds of times in an hour. Django composes such statements anew for each request,
# which costs many times what asking them does: so they stand here in plain SQL.

WAITING = """SELECT o.code FROM mark_allocation n JOIN mark_script o ON o.id = n.script_id
 LEFT JOIN mark_mark k ON k.allocation_id = n.id WHERE n.marker_id = a.marker_id AND n.id <> a.id AND k.id IS NULL"""
BENCH = f"""SELECT a.id, a.script_id, s.code, s.words, t.answers, l.fingerprint, g.pack_id, m.id IS NOT NULL,
 coalesce(({WAITING} AND n.place >= a.place ORDER BY n.place, n.id LIMIT 1),
  ({WAITING} ORDER BY n.place, n.id LIMIT 1))
 FROM mark_allocation a JOIN mark_script s ON s.id = a.script_id JOIN mark_scripttext t ON t.script_id = s.id
 JOIN papers_paperlock l ON l.paper_id = s.paper_id JOIN cohorts_cohort c ON c.id = s.cohort_id
 JOIN programmes_publishedprogramme g ON g.id = c.programme_id LEFT JOIN mark_mark m ON m.allocation_id = a.id
 WHERE a.marker_id = %s AND s.code = %s"""
PLACE = """SELECT count(*) FILTER (WHERE (n.place, n.id) <= (a.place, a.id)), count(*)
 FROM mark_allocation a JOIN mark_allocation n ON n.marker_id = a.marker_id WHERE a.id = %s"""


@dataclass(frozen=True, kw_only=True)
class Bench:
    """A script as its marker reads it, with the locked paper."""

    allocation_id: int
    script_id: int
    code: str
    words: int
    answers: dict[str, str]
    fingerprint: str
    """Of the locked paper."""
    pack: str
    """The digest of the programme's pack."""
    is_marked: bool
    next_code: str
    """The next script of the list that waits for this marker; empty when there is none."""

    @property
    def body(self) -> Body:
        return body_of_locked(fingerprint=self.fingerprint)


def get_bench_for(*, for_: Person, code: str) -> Bench | None:
    """The script, if it was allocated to this marker; one query and what was read of the paper before."""
    with connection.cursor() as cursor:
        cursor.execute(BENCH, [for_.pk, code])
        row = cursor.fetchone()
    if row is None:
        return None
    allocation_id, script_id, code, words, answers, fingerprint, pack, is_marked, next_code = row
    return Bench(
        allocation_id=allocation_id,
        script_id=script_id,
        code=code,
        words=words,
        answers=json.loads(answers),
        fingerprint=fingerprint,
        pack=pack,
        is_marked=bool(is_marked),
        next_code=next_code or "",
    )


@dataclass(frozen=True)
class PlaceInList:
    place: int
    of: int


def place_in_list(*, allocation_id: int) -> PlaceInList:
    """Where a script stands in its marker's list."""
    with connection.cursor() as cursor:
        cursor.execute(PLACE, [allocation_id])
        return PlaceInList(*cursor.fetchone())


@dataclass(frozen=True, kw_only=True)
class WholeMark:
    """One recorded mark with everything in it."""

    total: int
    points: dict[str, int]
    omissions: dict[str, OmissionAnswer]


def whole_marks_of(*, script_id: int, marker: Person | None = None) -> list[WholeMark]:
    """Marks of a script in the order of their parts, or one marker's own."""
    rows = Mark.objects.filter(allocation__script_id=script_id)
    if marker is not None:
        rows = rows.filter(allocation__marker=marker)
    rows = rows.prefetch_related("criteria", "omissions").order_by("allocation__part")
    return [
        WholeMark(
            total=mark.total,
            points={one.criterion_id: one.points for one in mark.criteria.all()},
            omissions={one.omission_id: one for one in mark.omissions.all()},
        )
        for mark in rows
    ]
