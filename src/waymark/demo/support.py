"""A lead who looked at a participant's pages two days ago, to help with a date."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from waymark.web.actions import end_support, note_page, open_support

if TYPE_CHECKING:
    from waymark.demo.world import DemoProvider
    from waymark.ground.cohorts.models import Enrolment


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
