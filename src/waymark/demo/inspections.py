"""A pack for an inspector, opened once, whose link still works."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings

from waymark.journey.improve import actions as improve
from waymark.journey.improve import queries
from waymark.journey.improve.rules import EVERYTHING

if TYPE_CHECKING:
    from waymark.demo.world import DemoProvider
    from waymark.ground.cohorts.models import Cohort


def make_pack(demo: DemoProvider, cohort: Cohort, *, now: datetime) -> None:
    """Made yesterday about the programme so far, and read the same day."""
    at = now - timedelta(days=1)
    pack = improve.make_pack(
        draft=improve.PackDraft(
            template=EVERYTHING,
            cohort=cohort,
            cohorts=(cohort,),
            from_on=cohort.starts_on,
            until_on=at.date(),
            names_people=False,
            inspector="Robin Hale",
            organisation="Ofsted",
            email="robin.hale@inspection.example",
            link_days=14,
        ),
        site=settings.SITE,
        by=demo.staff["lead"],
        at=at,
    )
    improve.open_pack(link=queries.newest_link_of(pack=pack), what="read", at=at + timedelta(hours=2))
