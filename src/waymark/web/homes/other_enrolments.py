"""What is open or due in a person's other enrolments, on the home page of the one they work on now.

Someone with one enrolment has no others, and nothing is asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from waymark.ground.programmes.values import Way
from waymark.journey.sit import queries as sit
from waymark.kit.formatting import counted
from waymark.web.own_enrolment import named_address
from waymark.web.participant import journey_of

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment
    from waymark.ground.people.access import Request


@dataclass(frozen=True, kw_only=True)
class OtherEnrolment:
    """One thing that is open elsewhere, with the link that leads there."""

    cohort: str
    text: str
    url: str
    label: str


def open_in_others(request: Request) -> list[OtherEnrolment]:
    """An open assessment first, then questions to answer; of every enrolment but the one that is shown."""
    others = [enrolment for enrolment in request.enrolments if enrolment != request.enrolment]
    return [line for enrolment in others for line in _open_in(enrolment, at=request.at)]


def _open_in(enrolment: Enrolment, *, at: datetime) -> Iterator[OtherEnrolment]:
    own = sit.own_window_of(enrolment=enrolment, at=at)
    if own is not None and own.opens_at <= at and not own.is_over and not own.how:
        text = f"Your assessment is open. It closes on {own.closes}."
        yield _line(enrolment, text, "sit:before", "Go to your assessment")
    due = journey_of(enrolment=enrolment, at=at).groups.now
    if number := sum(item.way == Way.ANSWERED for item in due):
        text = f"You have {counted(number, 'set of questions', 'sets of questions')} to answer."
        yield _line(enrolment, text, "web:home", "See what’s due")


def _line(enrolment: Enrolment, text: str, page: str, label: str) -> OtherEnrolment:
    return OtherEnrolment(
        cohort=enrolment.cohort.name,
        text=text,
        url=named_address(reverse(page), enrolment.reference),
        label=label,
    )
