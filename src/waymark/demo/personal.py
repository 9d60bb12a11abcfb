"""What the demonstration shows of privacy and emails: dietary needs, and a past whose emails have all been sent."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from waymark.bridges.mail import actions as mail
from waymark.ground.people import actions as people

if TYPE_CHECKING:
    from collections.abc import Sequence

    from waymark.demo.world import DemoProvider
    from waymark.ground.cohorts.models import Enrolment

NEEDS = ("Vegetarian, and no nuts because of an allergy.", "Halal.")
INTERRUPTED = "coach.paired"


def add_dietary_needs(demo: DemoProvider, enrolments: Sequence[Enrolment], *, now: datetime) -> None:
    """Two people told what they need; the lead read one of them, for a reason that its person can see."""
    lead = demo.staff["lead"]
    told = [enrolment.person for enrolment in enrolments[: len(NEEDS)]]
    for person, needs in zip(told, NEEDS, strict=False):
        people.save_dietary_need(person=person, needs=needs, at=now - timedelta(days=40))
    reason = "Lunch at the workshop on 2 October"
    people.read_dietary_need(person=told[0], reason=reason, by=lead, at=now - timedelta(days=25))


def send_what_was_written(*, now: datetime) -> None:
    """Every email of the past left when it was written, so the worker has nothing to catch up on."""
    mail.record_past(at=now, interrupted=INTERRUPTED)
