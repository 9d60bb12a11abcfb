"""Standing arrangements: extra calendar days for one participant in every window."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.ground.ledger import actions as ledger
from waymark.journey.sit.extra_time import words
from waymark.journey.sit.extra_time.actions.email import email_participant
from waymark.journey.sit.extra_time.models import AccessTime, Allowance
from waymark.journey.sit.windows import deadlines
from waymark.journey.sit.windows.models import SittingWindow
from waymark.journey.sit.windows.rules import is_over
from waymark.kit.locks import lock_row
from waymark.kit.refusals import Reason, Refusal

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment
    from waymark.ground.people.models import Person

MAX_EXTRA_DAYS = 60
OWN_TIME = Reason("own", "You can’t give extra time to yourself. Ask another programme lead.")
WRONG_DAYS = Reason("extra_days", f"Extra calendar days must be between 1 and {MAX_EXTRA_DAYS}")


class CannotGrantAccessTime(Refusal):
    """The arrangement cannot be made."""


@transaction.atomic
def grant_access_time(
    *, enrolment: Enrolment, extra_days: int, arrangement: str, by: Person, at: datetime
) -> AccessTime:
    """Gives a participant extra calendar days in every window from now on. No one can give them to themselves."""
    lock_row(enrolment)
    if by.pk == enrolment.person_id:
        raise CannotGrantAccessTime(OWN_TIME)
    if not 1 <= extra_days <= MAX_EXTRA_DAYS:
        raise CannotGrantAccessTime(WRONG_DAYS)
    access_time = AccessTime.objects.create(
        enrolment=enrolment, extra_days=extra_days, arrangement=arrangement, by=by, at=at
    )
    windows = SittingWindow.objects.filter(cohort_id=enrolment.cohort_id, is_practice=False)
    for window in windows:
        if not is_over(deadlines.times_of(window=window, enrolment=enrolment), at=at):
            _create_allowance(window, access_time, at=at)
    provider_id = enrolment.cohort.provider_id
    facts = {"days": extra_days}
    ledger.record("sit.access_time", about=access_time, provider_id=provider_id, by=by, at=at, facts=facts)
    email_participant(
        enrolment.person,
        subject=words.ARRANGEMENT_SUBJECT,
        text=words.arrangement_text(extra_days, arrangement),
        once=f"sit.access_time:{access_time.pk}",
        at=at,
    )
    return access_time


def apply_access_times(*, window: SittingWindow, at: datetime) -> None:
    """Applies each participant's newest standing arrangement to a window that has just been opened."""
    rows = AccessTime.objects.filter(enrolment__cohort_id=window.cohort_id).order_by("id")
    for access_time in {row.enrolment_id: row for row in rows}.values():
        _create_allowance(window, access_time, at=at)


def _create_allowance(window: SittingWindow, access_time: AccessTime, *, at: datetime) -> None:
    last_day = window.opens_on + timedelta(days=window.days - 1 + access_time.extra_days)
    Allowance.objects.create(
        window=window,
        enrolment_id=access_time.enrolment_id,
        closes_before=deadlines.close_of(on=last_day, at=window.closes_time, zone=window.zone),
        access_time=access_time,
        at=at,
    )
