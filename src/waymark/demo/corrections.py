"""People whose records need a lead: an invitation that has expired, a duplicate, and a name that was corrected."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings

from waymark.ground.people import actions as people

if TYPE_CHECKING:
    from waymark.demo.world import DemoProvider
    from waymark.ground.cohorts.models import Enrolment

EXPIRED_DAYS = 20
"""An invitation works for 14 days."""


def add_records(demo: DemoProvider, enrolments: list[Enrolment], *, now: datetime) -> None:
    """The last of these people never used their invitation, the one before has a second record, a third had
    their name misread."""
    misread, doubled, late = (enrolment.person for enrolment in enrolments[-3:])
    lead = demo.staff["lead"]
    sent = now - timedelta(days=EXPIRED_DAYS)
    people.invite(person=late, site=settings.SITE, by=lead, at=sent)
    people.add_person(
        provider=demo.provider,
        given_name=doubled.given_name,
        family_name=doubled.family_name,
        email=f"head@{doubled.email.replace('@', '.')}",
        organisation=doubled.organisation.name if doubled.organisation else "",
        by=lead,
        at=sent,
    )
    people.correct_name(
        person=misread,
        given_name=misread.given_name,
        family_name=f"{misread.family_name}-Núñez",
        reason="The file of the school had misread the second name.",
        by=lead,
        at=sent,
    )
