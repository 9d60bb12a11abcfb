"""Recording one marker's whole mark, and what follows from it in the same transaction.

It runs once for each script and marker, hundreds of times an hour, so it reads and writes in plain SQL where the
benchmark row "Save a mark" pays for it (see docs/decisions/0014); a test compares it with the ORM.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction

from waymark.ground.ledger import actions as ledger
from waymark.journey.mark import words
from waymark.journey.mark.allocation import fill_allocations
from waymark.journey.mark.conflicts import may_mark
from waymark.journey.mark.models import CriterionMark, Mark, OmissionAnswer, Script
from waymark.journey.mark.results import thresholds_for
from waymark.journey.mark.rules import BlindMark, MarkDraft, MarkingState, resolve_marks
from waymark.journey.mark.validation import OmissionJudgement, validate_mark
from waymark.kit.forms import ChangedSince
from waymark.kit.refusals import Reason, Refusal

if TYPE_CHECKING:
    from waymark.ground.papers.values import Scheme
    from waymark.ground.people.models import Person
    from waymark.journey.mark.allocated_scripts import AllocatedScript

MARKS = """SELECT a.id, a.marker_id, m.total, o.omission_id FROM mark_allocation a
 JOIN mark_mark m ON m.allocation_id = a.id LEFT JOIN mark_omissionanswer o ON o.mark_id = m.id AND NOT o.met
 WHERE a.script_id = %s ORDER BY m.id"""
STILL = f"""SELECT s.id FROM mark_script s JOIN mark_allocation a ON a.script_id = s.id
 WHERE a.id = %(allocation)s AND a.marker_id = %(judge)s AND a.withdrawn_at IS NULL AND {may_mark("%(judge)s")}"""
LEVEL, OMISSION = ("criterion_id", "points"), ("omission_id", "met", "passage", "reason")
WRITE = """WITH mark AS (INSERT INTO mark_mark (allocation_id, total, by_id, at) VALUES (%s, %s, %s, %s) RETURNING id),
 levels AS (INSERT INTO mark_criterionmark (mark_id, criterion_id, points)
  SELECT mark.id, level.* FROM mark, unnest(%s::varchar[], %s::smallint[]) level),
 omissions AS (INSERT INTO mark_omissionanswer (mark_id, omission_id, met, passage, reason)
  SELECT mark.id, omission.* FROM mark, unnest(%s::varchar[], %s::boolean[], %s::text[], %s::text[]) omission)
SELECT id FROM mark"""


class CannotMark(Refusal):
    """The mark is incomplete, there is one already, or the script was taken from this marker."""


@transaction.atomic
def record_mark(*, script: AllocatedScript, draft: MarkDraft, by: Person, at: datetime) -> Mark:
    """Record one marker's whole mark, final; after a split a third marker gets the script in the same transaction.

    `script` comes from `queries.get_allocated_script`, which found it for this marker. The same mark sent twice is
    one mark; another mark of the same marker raises `ChangedSince`.
    """
    scheme = script.body.scheme
    if errors := validate_mark(draft, scheme, script.answers.values()):
        raise CannotMark(*(Reason(error.code, words.error_sentence(error, scheme)) for error in errors))
    if not _is_still_allocated(script, by):
        raise CannotMark(Reason("withdrawn", words.WITHDRAWN))
    previous = marks_by_allocation(script.script_id)
    if script.allocation_id in previous:
        return _same_mark(script.allocation_id, draft)
    mark = Mark(allocation_id=script.allocation_id, total=sum(draft.criteria.values()), by=by, at=at)
    levels, omissions = _parts(mark, draft, scheme)
    _write(mark, levels, omissions)
    ledger.record("mark.recorded", about=mark, provider_id=by.provider_id, by=by, at=at)
    missing = frozenset(omission.omission_id for omission in omissions if not omission.met)
    marks = [*previous.values(), BlindMark(marker=by.pk, points=mark.total, missing_omissions=missing)]
    if len(marks) == 2:
        _allocate_third_after_split(script, marks, at=at)
    return mark


def _is_still_allocated(script: AllocatedScript, by: Person) -> bool:
    """Locks the script, so that two marks of it are recorded one after the other; SQLite has one writer anyway."""
    lock = " FOR UPDATE OF s" if connection.features.has_select_for_update_of else ""
    with connection.cursor() as cursor:
        cursor.execute(STILL + lock, {"judge": by.pk, "allocation": script.allocation_id})
        return cursor.fetchone() is not None


def marks_by_allocation(script_id: int) -> dict[int, BlindMark]:
    """The marks recorded so far. Read after the lock: a statement that waits for one sees what was before it."""
    with connection.cursor() as cursor:
        cursor.execute(MARKS, [script_id])
        rows = cursor.fetchall()
    missing: dict[int, set[str]] = {allocation: set() for allocation, *_ in rows}
    for allocation, _, _, omission in rows:
        if omission:
            missing[allocation].add(omission)
    return {
        allocation: BlindMark(marker=marker, points=total, missing_omissions=frozenset(missing[allocation]))
        for allocation, marker, total, _ in rows
    }


def _parts(mark: Mark, draft: MarkDraft, scheme: Scheme) -> tuple[list[CriterionMark], list[OmissionAnswer]]:
    levels = [
        CriterionMark(mark=mark, criterion_id=criterion.id, points=draft.criteria[criterion.id])
        for criterion in scheme.criteria
    ]
    judgements = [(omission.id, draft.omissions[omission.id]) for omission in scheme.omissions]
    omissions = [
        OmissionAnswer(
            mark=mark,
            omission_id=omission_id,
            met=met,
            passage=passage,
            reason=reason,
        )
        for omission_id, judgement in judgements
        for met, passage, reason in [_as_recorded(judgement)]
    ]
    return levels, omissions


def _write(mark: Mark, levels: list[CriterionMark], omissions: list[OmissionAnswer]) -> None:
    """Mark, levels and omissions; on PostgreSQL by one statement."""
    if connection.vendor != "postgresql":
        mark.save(force_insert=True)
        CriterionMark.objects.bulk_create(levels)
        OmissionAnswer.objects.bulk_create(omissions)
        return
    values: list[Any] = [mark.allocation_id, mark.total, mark.by_id, mark.at]
    values += [[getattr(level, name) for level in levels] for name in LEVEL]
    values += [[getattr(omission, name) for omission in omissions] for name in OMISSION]
    with connection.cursor() as cursor:
        cursor.execute(WRITE, values)
        [mark.pk] = cursor.fetchone()


def _same_mark(allocation_id: int, draft: MarkDraft) -> Mark:
    mark = Mark.objects.get(allocation_id=allocation_id)
    points = {level.criterion_id: level.points for level in mark.criteria.all()}
    recorded = {
        omission.omission_id: (omission.met, omission.passage, omission.reason)
        for omission in mark.omissions.all()
    }
    sent = {omission_id: _as_recorded(judgement) for omission_id, judgement in draft.omissions.items()}
    if points == dict(draft.criteria) and recorded == sent:
        return mark
    raise ChangedSince(by="You", at=mark.at, reasons=(Reason("marked_already", words.MARKED_ALREADY),))


def _as_recorded(judgement: OmissionJudgement) -> tuple[bool, str, str]:
    """Whether it is met, the passage that shows it, or else the reason."""
    if judgement.met:
        return True, judgement.passage.strip(), ""
    return False, "", judgement.reason.strip()


def _allocate_third_after_split(script: AllocatedScript, marks: list[BlindMark], *, at: datetime) -> None:
    """After a split, a third marker who is free gets the script at once; else it waits for the lead."""
    thresholds = thresholds_for(fingerprint=script.fingerprint, pack=script.pack)
    if resolve_marks(marks, thresholds).state is MarkingState.NEEDS_THIRD:
        row = Script.objects.select_related("cohort").get(pk=script.script_id)
        fill_allocations(row.cohort, [row], thirds={row.pk}, all_or_none=False, by=None, at=at)
