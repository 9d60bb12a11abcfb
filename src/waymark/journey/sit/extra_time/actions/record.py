"""What requests and decisions share: the instant of a requested close, and the entry in the audit log."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

from waymark.ground.ledger import actions as ledger
from waymark.journey.sit.extra_time import words
from waymark.journey.sit.extra_time.models import Extension
from waymark.journey.sit.windows import deadlines
from waymark.journey.sit.windows.models import SittingWindow
from waymark.kit.refusals import Reason, Refusal

if TYPE_CHECKING:
    from waymark.ground.people.models import Person

MAX_DAYS = 366
"""From a window's first day to the last day that may be requested: anything later is a typing error."""


def close_until(window: SittingWindow, *, on: date, at: time, refusal: type[Refusal]) -> datetime:
    """The instant at the end of that local minute. Raises `refusal` if the day is not within a year of the window."""
    if not 0 <= (on - window.opens_on).days <= MAX_DAYS:
        raise refusal(Reason("until_on", words.too_far(window.opens_on)))
    return deadlines.close_of(on=on, at=at.replace(second=0, microsecond=0), zone=window.zone)


def record_extension(verb: str, extension: Extension, *, until: datetime, by: Person, at: datetime) -> None:
    enrolment = extension.enrolment
    facts = {"until": until.isoformat(), "enrolment": enrolment.pk}
    provider_id = enrolment.cohort.provider_id
    ledger.record(verb, about=extension, provider_id=provider_id, by=by, at=at, facts=facts)
