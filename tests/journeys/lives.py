"""Who works at UCL in a story, and corrections of registers. What people did before it begins: `tests.world.life`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from tests.cast import Cast
from tests.world.providers import Setup
from waymark.ground.cohorts import actions as cohorts
from waymark.ground.cohorts import queries as calendars
from waymark.ground.cohorts.models import Enrolment
from waymark.ground.papers.models import Paper
from waymark.ground.people.models import Person
from waymark.ground.people.roles import Role
from waymark.journey.learn.actions import take_register


def staffed_ucl(cast: Cast, paper: Paper) -> Setup:
    """UCL with people of its own for each role; Finn leads."""
    staff = {
        "facilitator": ("lorcan", "Lorcan", "Bellweather", Role.FACILITATOR),
        "coach": ("nasreen", "Nasreen", "Holloway", Role.COACH),
        "marker": ("gideon", "Gideon", "Applegarth", Role.MARKER),
        "marker2": ("isolde", "Isolde", "Penrose", Role.MARKER),
        "marker3": ("marlowe", "Marlowe", "Eze", Role.MARKER),
        "senior": ("rosalind", "Rosalind", "Akerele", Role.SENIOR),
        "board": ("cyprian", "Cyprian", "Vale", Role.BOARD),
    }
    people = {"lead": cast.people["finn"]}
    for key, (name, given, family, role) in staff.items():
        people[key] = cast.person(name, given, family, role, provider=cast.ucl)
        if role is not Role.BOARD:
            cohorts.assign_staff(
                cohort=cast.ucl_cohort, person=people[key], role=role, by=people["lead"], at=cast.at
            )
    return Setup(provider=cast.ucl, published=cast.ucl_cohort.programme, paper=paper, staff=people)


def attended(enrolment: Enrolment, minutes: Mapping[str, int], *, by: Person) -> None:
    """Correct the registers of these sessions to so many minutes."""
    calendar = {entry.item_id: entry for entry in calendars.list_calendar(cohort_id=enrolment.cohort_id)}
    for item_id, attended_minutes in minutes.items():
        session = calendar[item_id]
        take_register(
            calendar_item=session,
            minutes={enrolment.pk: attended_minutes},
            by=by,
            at=session.ends_at + timedelta(days=3),
        )
