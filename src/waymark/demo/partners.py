"""A delivery partner: who sees attendance and hours, who is with it, and someone who is with it no more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from waymark.ground.cohorts import actions as cohorts

if TYPE_CHECKING:
    from waymark.demo.world import DemoProvider
    from waymark.ground.cohorts.models import Enrolment

PARTNER = {"llse": "University of Winchester", "ucl": "Harbour Lights Education Partnership"}


def record_partner(demo: DemoProvider, enrolments: Sequence[Enrolment]) -> None:
    """Five are with the partner; a sixth was with it for the first month."""
    partner, lead = PARTNER[demo.team.slug], demo.staff["lead"]
    first = enrolments[0]
    cohorts.add_partner_member(person=demo.staff["partner"], partner=partner, by=lead, at=first.at)
    for enrolment in enrolments[1:7]:
        starts_on = enrolment.cohort.starts_on
        cohorts.set_delivery_partner(
            enrolment=enrolment, partner=partner, effective_on=starts_on, by=lead, at=enrolment.at
        )
    cohorts.set_delivery_partner(
        enrolment=enrolments[6],
        partner="",
        effective_on=first.cohort.starts_on + timedelta(days=30),
        by=lead,
        at=first.at + timedelta(days=90),
    )
