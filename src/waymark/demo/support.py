"""A lead who looked at a participant's pages two days ago, and an assistant who keeps the participant's calendar."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings

from waymark.ground.people import actions as people
from waymark.web.actions import end_support, note_page, open_support

if TYPE_CHECKING:
    from waymark.demo.world import DemoProvider
    from waymark.ground.cohorts.models import Enrolment
    from waymark.ground.people.models import Person


def look_at_pages(demo: DemoProvider, enrolment: Enrolment, *, now: datetime) -> None:
    """Home and programme were opened, and it ended after eight minutes."""
    at = now - timedelta(days=2)
    access = open_support(
        person=enrolment.person,
        reason="You rang because you couldn’t find the date of your last session.",
        by=demo.staff["lead"],
        at=at,
    )
    for minutes, name in ((1, "web:home"), (3, "web:route")):
        note_page(access=access, name=name, at=at + timedelta(minutes=minutes))
    end_support(access=access, at=at + timedelta(minutes=8))


def name_assistants(demo: DemoProvider, enrolment: Enrolment, *, now: datetime) -> Person:
    """One accepted three weeks ago and gets reminders, one has not answered since yesterday. Returns the first."""
    weeks_ago, yesterday = now - timedelta(days=21), now - timedelta(days=1)
    asked = [
        people.name_assistant(
            head=enrolment.person,
            name=name,
            email=f"{name.replace(' ', '.')}@{demo.team.slug}-office.example".lower(),
            gets_reminders=True,
            site=settings.SITE,
            at=at,
        )
        for name, at in (("Ottoline Prewett", weeks_ago), ("Barnaby Askwith", yesterday))
    ]
    people.give_account(person=asked[0].person)
    people.accept_assisting(assistant=asked[0], at=weeks_ago + timedelta(days=1))
    return asked[0].person
