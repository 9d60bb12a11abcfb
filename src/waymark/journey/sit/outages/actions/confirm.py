"""A second person confirms an outage, which moves every close it counts for, or returns it with a reason.

Each participant keeps what they had and gets the hours on top: where everyone's close moves, so does the later close of
someone with extra time; where the outage fell into the last hours of a later close alone, only that close moves. Which
closes it counts for is decided on the closes in force now, so that a second outage adds to the first.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.ground.cohorts import queries as cohorts
from waymark.journey.sit import emails
from waymark.journey.sit.extra_time.actions.email import email_participant
from waymark.journey.sit.outages import words
from waymark.journey.sit.outages.actions.record import record_outage_act
from waymark.journey.sit.outages.actions.reopen import has_scripts, reopen
from waymark.journey.sit.outages.models import Outage, OutageOutcome
from waymark.journey.sit.outages.queries import outage_rule_of
from waymark.journey.sit.outages.rules import close_after, counts_for, hours_added, may_review, since_opening
from waymark.journey.sit.submission.models import Submission
from waymark.journey.sit.windows import deadlines
from waymark.journey.sit.windows.rules import Window, effective_deadline, is_late
from waymark.kit.locks import lock_row
from waymark.kit.refusals import Reason, Refusal

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment
    from waymark.ground.people.models import Person


class CannotReviewOutage(Refusal):
    """The outage cannot be confirmed or returned, or not by this person; no close moved."""


@transaction.atomic
def confirm_outage(*, outage: Outage, by: Person, at: datetime) -> OutageOutcome:
    """Moves the close by the pack's rule and emails each participant once. Again is the same confirmation.

    The caller has checked that the person may see the window. Who has submitted stays submitted, and can take the
    answers back until the new close; what was only collected is open again.
    """
    window = outage.incident.window
    lock_row(window.cohort)
    lock_row(window)
    same = OutageOutcome.objects.filter(outage=outage, kind=OutageOutcome.Kind.CONFIRMED, by=by).first()
    if same:
        return same
    enrolments = [lock_row(enrolment) for enrolment in cohorts.list_enrolments_of(cohort=window.cohort)]
    _check_reviewer(outage, enrolments, by=by)
    rule = outage_rule_of(cohort=window.cohort)
    if rule is None:
        raise CannotReviewOutage(words.NO_RULE)
    span = {"began": since_opening(window.rules, began=outage.began_at), "ended": outage.ended_at}
    hours = hours_added(rule, **span)
    own = deadlines.times_in(window)
    usual = deadlines.times_for_everyone(window)
    is_for_everyone = counts_for(rule, effective_deadline(usual), **span)
    times = {enrolment.pk: own.get(enrolment.pk, usual) for enrolment in enrolments}
    moved = {
        enrolment: close_after(times[enrolment.pk], hours=hours)
        for enrolment in enrolments
        if is_for_everyone or counts_for(rule, effective_deadline(times[enrolment.pk]), **span)
    }
    if not moved:
        raise CannotReviewOutage(words.too_early(rule))
    _check_moved(outage, list(moved.values()), at=at)
    outcome = OutageOutcome.objects.create(
        outage=outage,
        kind=OutageOutcome.Kind.CONFIRMED,
        hours=hours,
        is_for_everyone=is_for_everyone,
        by=by,
        at=at,
    )
    deadlines.allow(window=window, closes=moved, outage=outage, at=at)
    reopen(window=window, enrolments=list(moved), by=by, at=at)
    _announce(outcome, moved, at=at)
    facts = {"hours": hours, "participants": len(moved), "everyone": is_for_everyone}
    record_outage_act("sit.outage_confirmed", outage, by=by, at=at, facts=facts)
    return outcome


@transaction.atomic
def return_outage(*, outage: Outage, why: str, by: Person, at: datetime) -> OutageOutcome:
    """Disagrees, in 1 to 300 characters: no close moves."""
    window = outage.incident.window
    lock_row(window)
    kind = OutageOutcome.Kind.RETURNED
    same = OutageOutcome.objects.filter(outage=outage, kind=kind, why=why, by=by).first()
    if same:
        return same
    _check_reviewer(outage, cohorts.list_enrolments_of(cohort=window.cohort), by=by)
    outcome = OutageOutcome.objects.create(outage=outage, kind=kind, why=why, by=by, at=at)
    record_outage_act("sit.outage_returned", outage, by=by, at=at)
    return outcome


def _check_reviewer(outage: Outage, enrolments: list[Enrolment], *, by: Person) -> None:
    reasons: list[Reason] = []
    writers = {enrolment.person_id for enrolment in enrolments}
    if not may_review(recorded_by=outage.by_id, writers=writers, reviewer=by.pk).allowed:
        reasons.append(words.OWN_OUTAGE if by.pk == outage.by_id else words.OWN_CLOSE)
    if OutageOutcome.objects.filter(outage=outage).exists():
        reasons.append(words.ALREADY_REVIEWED)
    if reasons:
        raise CannotReviewOutage(*reasons)


def _check_moved(outage: Outage, moved: list[Window], *, at: datetime) -> None:
    reasons = []
    if all(is_late(times, at=at) for times in moved):
        reasons.append(words.TOO_LATE)
    if has_scripts(window=outage.incident.window):
        reasons.append(words.BEING_MARKED)
    if reasons:
        raise CannotReviewOutage(*reasons)


def _announce(outcome: OutageOutcome, moved: dict[Enrolment, Window], *, at: datetime) -> None:
    outage = outcome.outage
    window = outage.incident.window
    submitted = set(
        Submission.objects.filter(sitting__window=window).values_list("sitting__enrolment_id", flat=True)
    )
    for enrolment, times in moved.items():
        text = words.announced(
            began=outage.began_at,
            ended=outage.ended_at,
            hours=outcome.hours,
            times=times,
            zone=window.zone,
            is_submitted=enrolment.pk in submitted,
        )
        once = f"sit.outage:{outage.pk}:{enrolment.pk}"
        email_participant(enrolment, emails.OUTAGE, announcement=text, once=once, at=at)
