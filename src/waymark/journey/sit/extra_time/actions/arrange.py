"""Standing arrangements: extra calendar days and time for rest breaks, for one participant in every window."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.ground.ledger import actions as ledger
from waymark.ground.people.rules import MOST_EXTRA_DAYS, MOST_REST_MINUTES
from waymark.journey.sit import emails
from waymark.journey.sit.extra_time import words
from waymark.journey.sit.extra_time.actions.email import email_participant
from waymark.journey.sit.extra_time.models import AccessTime, AccessTimeDecision, Allowance
from waymark.journey.sit.extra_time.rules import may_decide
from waymark.journey.sit.windows import deadlines
from waymark.journey.sit.windows.models import SittingWindow
from waymark.journey.sit.windows.rules import is_over
from waymark.kit.locks import lock_row
from waymark.kit.refusals import Reason, Refusal

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment
    from waymark.ground.people.models import Person

MAX_EXTRA_DAYS = MOST_EXTRA_DAYS
OWN_TIME = Reason("own", "You can’t give extra time to yourself. Ask another programme lead.")
WRONG_DAYS = Reason("extra_days", f"Extra calendar days must be between 1 and {MAX_EXTRA_DAYS}")
WRONG_MINUTES = Reason("rest_minutes", f"Minutes for rest breaks must be between 1 and {MOST_REST_MINUTES:,}")
NO_TIME = Reason("extra_days", "Enter extra calendar days or minutes for rest breaks")


class CannotRequestAccessTime(Refusal):
    """The arrangement cannot be asked for."""


class CannotDecideAccessTime(Refusal):
    """The arrangement cannot be decided, or not by this person."""


@transaction.atomic
def request_access_time(
    *,
    enrolment: Enrolment,
    extra_days: int,
    arrangement: str,
    by: Person,
    at: datetime,
    rest_minutes: int = 0,
) -> AccessTime:
    """Asks for extra calendar days, minutes for rest breaks, or both, in every window from now on.

    Somebody else decides; until then nothing is added, and a window that closes meanwhile stays open for
    this participant.

    The same undecided request again (a second click), or the arrangement in force, is returned as it is.
    """
    lock_row(enrolment)
    if by.pk == enrolment.person_id:
        raise CannotRequestAccessTime(OWN_TIME)
    _check_time(extra_days, rest_minutes)
    newest = AccessTime.objects.filter(enrolment=enrolment).order_by("-id").first()
    decision = getattr(newest, "decision", None)
    if newest and (decision is None or decision.granted):
        same = (newest.extra_days, newest.rest_minutes, newest.arrangement)
        if same == (extra_days, rest_minutes, arrangement):
            return newest
        if decision is None:
            raise CannotRequestAccessTime(words.UNDECIDED_ARRANGEMENT)
    access_time = AccessTime.objects.create(
        enrolment=enrolment,
        extra_days=extra_days,
        rest_minutes=rest_minutes,
        arrangement=arrangement,
        by=by,
        at=at,
    )
    facts = _facts(access_time)
    provider_id = enrolment.cohort.provider_id
    ledger.record(
        "sit.access_time_asked", about=access_time, provider_id=provider_id, by=by, at=at, facts=facts
    )
    return access_time


def _check_time(extra_days: int, rest_minutes: int) -> None:
    if not extra_days and not rest_minutes:
        raise CannotRequestAccessTime(NO_TIME)
    if not 0 <= extra_days <= MAX_EXTRA_DAYS:
        raise CannotRequestAccessTime(WRONG_DAYS)
    if not 0 <= rest_minutes <= MOST_REST_MINUTES:
        raise CannotRequestAccessTime(WRONG_MINUTES)


def _facts(access_time: AccessTime) -> dict[str, int]:
    """For the audit log; minutes are named where there are any."""
    minutes = access_time.rest_minutes
    return {"days": access_time.extra_days} | ({"rest_minutes": minutes} if minutes else {})


@transaction.atomic
def decide_access_time(
    *, access_time: AccessTime, granted: bool, why: str, by: Person, at: datetime
) -> AccessTimeDecision:
    """Grants or refuses a standing arrangement. Granted, it moves the close of every window that is not over.

    A window that closed while this was undecided counts as not over. The same decision by the same person again
    returns the first one; any other is refused.
    """
    enrolment = access_time.enrolment
    lock_row(enrolment)
    same = AccessTimeDecision.objects.filter(access_time=access_time, granted=granted, why=why, by=by).first()
    if same:
        return same
    reasons = []
    decision = may_decide(asked_by=access_time.by_id, writer=enrolment.person_id, decider=by.pk)
    if not decision.allowed:
        reasons.append(words.OWN_ARRANGEMENT)
    if AccessTimeDecision.objects.filter(access_time=access_time).exists():
        reasons.append(words.ALREADY_DECIDED)
    if reasons:
        raise CannotDecideAccessTime(*reasons)
    not_over = [
        window
        for window in SittingWindow.objects.filter(cohort_id=enrolment.cohort_id, is_practice=False)
        if not is_over(deadlines.times_of(window=window, enrolment=enrolment), at=at)
    ]
    made = AccessTimeDecision.objects.create(access_time=access_time, granted=granted, why=why, by=by, at=at)
    if granted:
        for window in not_over:
            _create_allowance(window, access_time, at=at)
    verb = "sit.access_time" if granted else "sit.access_time_refused"
    facts = _facts(access_time)
    provider_id = enrolment.cohort.provider_id
    ledger.record(verb, about=access_time, provider_id=provider_id, by=by, at=at, facts=facts)
    email_participant(
        enrolment,
        emails.ACCESS_TIME_DECIDED,
        decision=words.arrangement_decided(
            access_time.extra_days,
            access_time.rest_minutes,
            access_time.arrangement,
            granted=granted,
            why=why,
        ),
        once=f"sit.access_time:{access_time.pk}",
        at=at,
    )
    return made


def apply_access_times(*, window: SittingWindow, at: datetime) -> None:
    """Applies each participant's newest granted arrangement to a window that has just been opened."""
    rows = AccessTime.objects.filter(enrolment__cohort_id=window.cohort_id, decision__granted=True).order_by(
        "id"
    )
    for access_time in {row.enrolment_id: row for row in rows}.values():
        _create_allowance(window, access_time, at=at)


def _create_allowance(window: SittingWindow, access_time: AccessTime, *, at: datetime) -> None:
    Allowance.objects.create(
        window=window,
        enrolment_id=access_time.enrolment_id,
        closes_before=deadlines.close_with_access_time(
            window, extra_days=access_time.extra_days, rest_minutes=access_time.rest_minutes
        ),
        access_time=access_time,
        at=at,
    )
