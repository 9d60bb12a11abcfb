"""Recording one marker's whole mark, and what follows from it in the same act."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction

from waymark.ground.ledger import actions as ledger
from waymark.journey.mark import words
from waymark.journey.mark.models import CriterionMark, Mark, OmissionAnswer, Script
from waymark.journey.mark.rules import Draft, Given, State, faults_of, settle
from waymark.journey.mark.sharing_out import give_markers
from waymark.journey.mark.standings import terms_for
from waymark.kit.refusals import Reason, Refusal

if TYPE_CHECKING:
    from waymark.ground.papers.values import Scheme
    from waymark.ground.people.models import Person
    from waymark.journey.mark.bench import Bench

GIVEN = """SELECT a.id, a.marker_id, m.total, o.omission_id FROM mark_allocation a
 JOIN mark_mark m ON m.allocation_id = a.id LEFT JOIN mark_omissionanswer o ON o.mark_id = m.id AND NOT o.met
 WHERE a.script_id = %s ORDER BY m.id"""
LEVEL, OMISSION = ("criterion_id", "points"), ("omission_id", "met", "passage", "reason")
WRITE = """WITH mark AS (INSERT INTO mark_mark (allocation_id, total, by_id, at) VALUES (%s, %s, %s, %s) RETURNING id),
 levels AS (INSERT INTO mark_criterionmark (mark_id, criterion_id, points)
  SELECT mark.id, said.* FROM mark, unnest(%s::varchar[], %s::smallint[]) said),
 omissions AS (INSERT INTO mark_omissionanswer (mark_id, omission_id, met, passage, reason)
  SELECT mark.id, said.* FROM mark, unnest(%s::varchar[], %s::boolean[], %s::text[], %s::text[]) said)
SELECT id FROM mark"""


class CannotMark(Refusal):
    """The mark is incomplete, or there is one already."""


@transaction.atomic
def record_mark(*, bench: Bench, draft: Draft, by: Person, at: datetime) -> Mark:
    """Record one marker's whole mark, final; after a split the third marker has the script in the same act.

    `bench` comes from `queries.get_bench_for`, which found it for this marker. The same mark sent twice is one mark;
    another mark of the same marker is refused.
    """
    scheme = bench.body.scheme
    if faults := faults_of(draft, scheme, bench.answers.values()):
        raise CannotMark(*(Reason(one.code, words.fault_says(one, scheme)) for one in faults))
    _take_turn(bench.script_id)
    given = _marks_so_far(bench.script_id)
    if bench.allocation_id in given:
        return _same_mark(bench.allocation_id, draft)
    mark = Mark(allocation_id=bench.allocation_id, total=sum(draft.criteria.values()), by=by, at=at)
    levels, omissions = _parts(mark, draft, scheme)
    _write(mark, levels, omissions)
    ledger.note("mark.recorded", about=mark, provider_id=by.provider_id, by=by, at=at)
    nowhere = frozenset(one.omission_id for one in omissions if not one.met)
    marks = [*given.values(), Given(marker=by.pk, points=mark.total, nowhere=nowhere)]
    if len(marks) == 2:
        _send_to_third(bench, marks, at=at)
    return mark


def _take_turn(script_id: int) -> None:
    """Two marks of a script are recorded one by one; on SQLite a transaction has the only turn anyway."""
    if connection.features.has_select_for_update:
        with connection.cursor() as cursor:
            cursor.execute("SELECT id FROM mark_script WHERE id = %s FOR UPDATE", [script_id])


def _marks_so_far(script_id: int) -> dict[int, Given]:
    """By allocation. A statement of its own: one that waits for a lock reads what was before."""
    with connection.cursor() as cursor:
        cursor.execute(GIVEN, [script_id])
        rows = cursor.fetchall()
    nowhere = {one: frozenset(key for pk, _, _, key in rows if pk == one and key) for one, *_ in rows}
    return {pk: Given(marker=marker, points=total, nowhere=nowhere[pk]) for pk, marker, total, _ in rows}


def _parts(mark: Mark, draft: Draft, scheme: Scheme) -> tuple[list[CriterionMark], list[OmissionAnswer]]:
    levels = [
        CriterionMark(mark=mark, criterion_id=one.id, points=draft.criteria[one.id])
        for one in scheme.criteria
    ]
    said = [(one.id, draft.omissions[one.id]) for one in scheme.omissions]
    omissions = [
        OmissionAnswer(
            mark=mark,
            omission_id=key,
            met=bool(one.met),
            passage=one.passage.strip() if one.met else "",
            reason="" if one.met else one.reason.strip(),
        )
        for key, one in said
    ]
    return levels, omissions


def _write(mark: Mark, levels: list[CriterionMark], omissions: list[OmissionAnswer]) -> None:
    """Mark, levels and answers; on PostgreSQL by one statement."""
    if connection.vendor != "postgresql":
        mark.save(force_insert=True)
        CriterionMark.objects.bulk_create(levels)
        OmissionAnswer.objects.bulk_create(omissions)
        return
    said: list[Any] = [mark.allocation_id, mark.total, mark.by_id, mark.at]
    columns = [[getattr(one, name) for one in levels] for name in LEVEL]
    columns += [[getattr(one, name) for one in omissions] for name in OMISSION]
    with connection.cursor() as cursor:
        cursor.execute(WRITE, [*said, *columns])
        [mark.pk] = cursor.fetchone()


def _same_mark(allocation_id: int, draft: Draft) -> Mark:
    mark = Mark.objects.get(allocation_id=allocation_id)
    points = {one.criterion_id: one.points for one in mark.criteria.all()}
    met = {one.omission_id: one.met for one in mark.omissions.all()}
    if points == dict(draft.criteria) and met == {key: one.met for key, one in draft.omissions.items()}:
        return mark
    raise CannotMark(Reason("marked_already", words.MARKED_ALREADY))


def _send_to_third(bench: Bench, marks: list[Given], *, at: datetime) -> None:
    """After a split, a third marker who is free has the script at once; else it waits for the lead."""
    terms = terms_for(fingerprint=bench.fingerprint, pack=bench.pack)
    if settle(marks, terms).state is State.NEEDS_THIRD:
        script = Script.objects.select_related("cohort").get(pk=bench.script_id)
        give_markers(script.cohort, [script], thirds={script.pk}, whole=False, by=None, at=at)
