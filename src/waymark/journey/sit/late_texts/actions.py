"""A text that came within the tolerance: a person decides whether it stands in place of the one of the close.

One act decides for everybody with one cause ("the school's line was down from 23:50"). Where the late text stands it
becomes the answer, as one more revision, and is collected anew: the script has a new receipt, and the old one goes on
to say what had arrived by the close. Nothing is marked while such a text is undecided.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import QuerySet

from waymark.ground.ledger import actions as ledger
from waymark.ground.people import actions as people
from waymark.journey.sit.late_texts.models import LateDecision
from waymark.journey.sit.late_texts.queries import newest_of_each
from waymark.journey.sit.late_texts.words import does_not_stand
from waymark.journey.sit.submission.actions import no_longer_stands
from waymark.journey.sit.submission.models import Submission
from waymark.journey.sit.submission.sealing import Standing, hand_in
from waymark.journey.sit.windows import deadlines
from waymark.journey.sit.windows.rules import is_settled
from waymark.journey.sit.writing.incoming import Text
from waymark.journey.sit.writing.models import Answer, KeptBeside, Sitting
from waymark.journey.sit.writing.places import list_places
from waymark.journey.sit.writing.saving import Came, write
from waymark.kit.locks import lock_row
from waymark.kit.refusals import Reason, Refusal

if TYPE_CHECKING:
    from waymark.ground.people.models import Person

DECIDED = "decided"
"""Written as the window of a revision that a person's decision made."""
NOTHING_LEFT = Reason("none", "Nothing here waits for a decision any more: somebody decided it meanwhile.")


class CannotDecideLate(Refusal):
    """Nothing was decided."""


@transaction.atomic
def decide_late(*, sitting_ids: Sequence[int], stands: bool, cause: str, by: Person, at: datetime) -> int:
    """Decide about every undecided late text of these sittings, with one cause. How many sittings it was.

    The caller has proved that the decider may see them. Of several late texts of an answer the newest stands.
    """
    rows = Sitting.objects.filter(pk__in=sitting_ids, answers__kept_beside__in=_undecided())
    read = rows.select_related("window__paper__lock", "enrolment__person__provider", "submission")
    sittings = deadlines.give_times(deadlines.with_own_times(read.distinct()).order_by("id"))
    reasons = [reason for one in sittings for reason in _why_not(one, by=by, at=at)]
    if not sittings:
        reasons = [NOTHING_LEFT]
    if reasons:
        raise CannotDecideLate(*reasons)
    many = sum(_decide(sitting, stands=stands, cause=cause, by=by, at=at) for sitting in sittings)
    if not many:
        raise CannotDecideLate(NOTHING_LEFT)
    return many


def _undecided() -> QuerySet[KeptBeside]:
    return KeptBeside.objects.filter(why=KeptBeside.Why.LATE, decision=None)


def _why_not(sitting: Sitting, *, by: Person, at: datetime) -> list[Reason]:
    if sitting.enrolment.person_id == by.pk:
        return [Reason("own", "Somebody else decides about your own text.")]
    if not is_settled(sitting.times, at=at):
        says = (
            f"More may still come from sitting {sitting.code}: its close and the tolerance are not over yet."
        )
        return [Reason("open", says)]
    return []


def _decide(sitting: Sitting, *, stands: bool, cause: str, by: Person, at: datetime) -> bool:
    """Whether there was anything left to decide, once it was this decision's turn."""
    lock_row(sitting)
    kept = KeptBeside.objects.filter(
        answer__sitting=sitting, why=KeptBeside.Why.LATE, decision=None
    ).order_by("at", "id")
    rows = list(kept.defer("text"))
    if not rows:
        return False
    newest = newest_of_each(kept)
    LateDecision.objects.bulk_create(
        LateDecision(kept=one, stands=stands, cause=cause, by=by, at=at) for one in rows
    )
    if stands:
        _let_stand(sitting, newest, by=by, at=at)
    else:
        _write_that_not(sitting, rows[-1], cause=cause, at=at)
    provider_id = sitting.enrolment.person.provider_id
    facts = {"stands": stands, "texts": len(rows)}
    ledger.record("sit.late_decided", about=sitting, provider_id=provider_id, by=by, at=at, facts=facts)
    return True


def _write_that_not(sitting: Sitting, newest: KeptBeside, *, cause: str, at: datetime) -> None:
    """Where it does stand, the new receipt's letter says so."""
    person = sitting.enrolment.person
    says = does_not_stand(sitting.times, zone=sitting.window.zone, cause=cause)
    people.write_letter(
        provider=person.provider,
        to=person.email,
        subject="Your text that came after the close",
        text=f"Dear {person.name},\n\n{says}\n\n{person.provider.name}\n{person.provider.enquiries_email}\n",
        once=f"sit.late:{newest.pk}",
        at=at,
    )


def _let_stand(sitting: Sitting, newest: dict[int, KeptBeside], *, by: Person, at: datetime) -> None:
    for place in list_places(sitting_id=sitting.pk):
        late = newest.get(place.answer_id)
        if late and late.text != place.text:
            came = Came(text=Text(late.text), base=place.rev, client=DECIDED, at=late.at)
            write(place, came, sealed_too=True)
    submission = Submission.objects.filter(sitting=sitting).first()
    if submission:
        no_longer_stands(submission, sitting, by=by, at=at)
    answers = Answer.objects.filter(sitting=sitting).order_by("id")
    standing = [Standing(*row) for row in answers.values_list("question_id", "text", "rev", "words")]
    arrived = max(one.at for one in newest.values())
    hand_in(sitting, standing, how=Submission.How.COLLECTED, by=by, at=at, arrived=arrived)
