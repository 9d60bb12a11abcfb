"""Recording one marker's whole mark, and what follows from it in the same act."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, OuterRef

from waymark.ground.ledger import actions as ledger
from waymark.ground.papers.queries import body_of_locked
from waymark.journey.mark import words
from waymark.journey.mark.models import Allocation, CriterionMark, Mark, OmissionAnswer, Script
from waymark.journey.mark.rules import Draft, Given, State, faults_of, settle
from waymark.journey.mark.sharing_out import give_markers
from waymark.journey.mark.standings import terms_for
from waymark.kit.refusals import Reason, Refusal

if TYPE_CHECKING:
    from waymark.ground.papers.values import Scheme
    from waymark.ground.people.models import Person


class CannotMark(Refusal):
    """The mark is incomplete, or there is one already."""


@transaction.atomic
def record_mark(
    *,
    allocation: Allocation,
    draft: Draft,
    answers: Iterable[str],
    by: Person,
    at: datetime,
    locked: bool = False,
) -> Mark:
    """Record one marker's whole mark, final; after a split the third marker has the script in the same act.

    `allocation` comes from `queries.get_bench_for`, which found it for this marker, with script and paper; `locked`
    says that the script was locked with it, in this transaction. The same mark sent twice is one mark; another
    mark of the same marker is refused.
    """
    fingerprint = allocation.script.paper.lock.fingerprint
    scheme = body_of_locked(fingerprint=fingerprint).scheme
    if faults := faults_of(draft, scheme, answers):
        raise CannotMark(*(Reason(one.code, words.fault_says(one, scheme)) for one in faults))
    if not locked:
        Script.objects.select_for_update().only("pk").get(pk=allocation.script_id)
    given = _marks_so_far(allocation, scheme)
    if allocation.pk in given:
        return _same_mark(allocation, draft)
    mark = _write(allocation, draft, scheme, by=by, at=at)
    ledger.note("mark.recorded", about=mark, provider_id=by.provider_id, by=by, at=at)
    nowhere = frozenset(key for key, said in draft.omissions.items() if not said.met)
    marks = [*given.values(), Given(marker=by.pk, points=mark.total, nowhere=nowhere)]
    if len(marks) == 2:
        _send_to_third(allocation.script, marks, at=at)
    return mark


def _write(allocation: Allocation, draft: Draft, scheme: Scheme, *, by: Person, at: datetime) -> Mark:
    mark = Mark.objects.create(allocation=allocation, total=sum(draft.criteria.values()), by=by, at=at)
    CriterionMark.objects.bulk_create(
        CriterionMark(mark=mark, criterion_id=one.id, points=draft.criteria[one.id])
        for one in scheme.criteria
    )
    OmissionAnswer.objects.bulk_create(_answers(mark, draft, scheme))
    return mark


def _marks_so_far(allocation: Allocation, scheme: Scheme) -> dict[int, Given]:
    """By allocation. Read after the script was locked: a statement that waits for a lock reads what was before."""
    rows = Allocation.objects.filter(script_id=allocation.script_id, mark__isnull=False)
    for one in scheme.omissions:
        said = OmissionAnswer.objects.filter(mark__allocation=OuterRef("pk"), omission_id=one.id, met=False)
        rows = rows.annotate(**{f"nowhere_{one.id}": Exists(said)})
    names = [f"nowhere_{one.id}" for one in scheme.omissions]
    return {
        pk: Given(
            marker=marker,
            points=total,
            nowhere=frozenset(one.id for one, found in zip(scheme.omissions, flags, strict=True) if found),
        )
        for pk, marker, total, *flags in rows.values_list("id", "marker_id", "mark__total", *names)
    }


def _answers(mark: Mark, draft: Draft, scheme: Scheme) -> list[OmissionAnswer]:
    said = [(one.id, draft.omissions[one.id]) for one in scheme.omissions]
    return [
        OmissionAnswer(
            mark=mark,
            omission_id=key,
            met=bool(one.met),
            passage=one.passage.strip() if one.met else "",
            reason="" if one.met else one.reason.strip(),
        )
        for key, one in said
    ]


def _same_mark(allocation: Allocation, draft: Draft) -> Mark:
    mark = Mark.objects.get(allocation=allocation)
    points = {one.criterion_id: one.points for one in mark.criteria.all()}
    met = {one.omission_id: one.met for one in mark.omissions.all()}
    if points == dict(draft.criteria) and met == {key: one.met for key, one in draft.omissions.items()}:
        return mark
    raise CannotMark(Reason("marked_already", words.MARKED_ALREADY))


def _send_to_third(script: Script, marks: list[Given], *, at: datetime) -> None:
    """After a split, a third marker who is free has the script at once; else it waits for the lead."""
    cohort = script.cohort
    fingerprint = script.paper.lock.fingerprint
    terms = terms_for(fingerprint=fingerprint, pack=cohort.programme.pack_id)
    if settle(marks, terms).state is State.NEEDS_THIRD:
        give_markers(cohort, [script], thirds={script.pk}, whole=False, by=None, at=at)
