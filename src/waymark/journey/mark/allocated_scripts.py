"""What a marker is shown: their list, a script, their own mark. No person is ever selected here.

A script is opened hundreds of times an hour, and Django spends many times longer composing these statements than the
database spends answering them. So the two of them are plain SQL (see docs/decisions/0014), reading the tables of
`papers`, `cohorts` and `programmes` beside this room's own; a test compares each with the ORM.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection

from waymark.ground.papers.queries import body_of_locked
from waymark.ground.papers.values import Body
from waymark.journey.mark.conflicts import may_mark
from waymark.journey.mark.models import Mark, OmissionAnswer

if TYPE_CHECKING:
    from waymark.ground.people.models import Person


@dataclass(frozen=True, kw_only=True)
class ScriptListItem:
    """One script in a marker's own list."""

    number: int
    code: str
    is_marked: bool


def list_allocated_scripts(*, for_: Person) -> list[ScriptListItem]:
    """The marker's scripts in their own fixed, random order; no person is selected."""
    with connection.cursor() as cursor:
        cursor.execute(LIST, {"judge": for_.pk})
        rows = cursor.fetchall()
    return [
        ScriptListItem(number=number, code=code, is_marked=bool(is_marked))
        for number, (code, is_marked) in enumerate(rows, start=1)
    ]


MAY = may_mark("%(judge)s")
LIST = f"""SELECT s.code, m.id IS NOT NULL FROM mark_allocation a JOIN mark_script s ON s.id = a.script_id
 LEFT JOIN mark_mark m ON m.allocation_id = a.id
 WHERE a.marker_id = %(judge)s AND a.withdrawn_at IS NULL AND {MAY} ORDER BY a.place, a.id"""
UNMARKED = """SELECT o.code FROM mark_allocation n JOIN mark_script o ON o.id = n.script_id
 LEFT JOIN mark_mark k ON k.allocation_id = n.id
 WHERE n.marker_id = a.marker_id AND n.withdrawn_at IS NULL AND n.id <> a.id AND k.id IS NULL"""
SCRIPT = f"""SELECT a.id, a.script_id, s.code, t.answers, l.fingerprint, g.pack_id, m.id IS NOT NULL,
 coalesce(({UNMARKED} AND n.place >= a.place ORDER BY n.place, n.id LIMIT 1),
  ({UNMARKED} ORDER BY n.place, n.id LIMIT 1))
 FROM mark_allocation a JOIN mark_script s ON s.id = a.script_id JOIN mark_scripttext t ON t.script_id = s.id
 JOIN papers_paperlock l ON l.paper_id = s.paper_id JOIN cohorts_cohort c ON c.id = s.cohort_id
 JOIN programmes_publishedprogramme g ON g.id = c.programme_id LEFT JOIN mark_mark m ON m.allocation_id = a.id
 WHERE a.marker_id = %(judge)s AND a.withdrawn_at IS NULL AND s.code = %(code)s AND {MAY}"""
POSITION = """SELECT count(*) FILTER (WHERE (n.place, n.id) <= (a.place, a.id)), count(*)
 FROM mark_allocation a JOIN mark_allocation n ON n.marker_id = a.marker_id AND n.withdrawn_at IS NULL
 WHERE a.id = %s"""


@dataclass(frozen=True, kw_only=True)
class AllocatedScript:
    """A script as its marker reads it, with the locked paper."""

    allocation_id: int
    script_id: int
    code: str
    answers: dict[str, str]
    fingerprint: str
    """Of the locked paper."""
    pack: str
    """The digest of the programme's pack."""
    is_marked: bool
    next_code: str
    """The next script in the list that this marker has not marked; empty when there is none."""

    @property
    def body(self) -> Body:
        return body_of_locked(fingerprint=self.fingerprint)


def get_allocated_script(*, for_: Person, code: str) -> AllocatedScript | None:
    """The script, if it was allocated to this marker; one query."""
    with connection.cursor() as cursor:
        cursor.execute(SCRIPT, {"judge": for_.pk, "code": code})
        row = cursor.fetchone()
    if row is None:
        return None
    allocation_id, script_id, code, answers, fingerprint, pack, is_marked, next_code = row
    return AllocatedScript(
        allocation_id=allocation_id,
        script_id=script_id,
        code=code,
        answers=json.loads(answers),
        fingerprint=fingerprint,
        pack=pack,
        is_marked=bool(is_marked),
        next_code=next_code or "",
    )


@dataclass(frozen=True)
class ListPosition:
    number: int
    of: int


def get_list_position(*, allocation_id: int) -> ListPosition:
    """Which script of its marker's list this is."""
    with connection.cursor() as cursor:
        cursor.execute(POSITION, [allocation_id])
        return ListPosition(*cursor.fetchone())


@dataclass(frozen=True, kw_only=True)
class RecordedMark:
    """One recorded mark with everything in it."""

    total: int
    points: dict[str, int]
    omissions: dict[str, OmissionAnswer]


def list_recorded_marks(*, script_id: int, marker: Person | None = None) -> list[RecordedMark]:
    """Marks of a script in the order of their parts, or one marker's own."""
    rows = Mark.objects.filter(allocation__script_id=script_id)
    if marker is not None:
        rows = rows.filter(allocation__marker=marker)
    rows = rows.prefetch_related("criteria", "omissions").order_by("allocation__part")
    return [
        RecordedMark(
            total=mark.total,
            points={criterion.criterion_id: criterion.points for criterion in mark.criteria.all()},
            omissions={omission.omission_id: omission for omission in mark.omissions.all()},
        )
        for mark in rows
    ]
