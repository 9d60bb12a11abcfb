"""What people of a story did before it begins, or did many times: lived through the rooms' own actions."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from copy import copy
from datetime import UTC, datetime, time, timedelta
from typing import Any

from tests.cast import Cast
from waymark.demo.cast import UCL
from waymark.demo.past import Past
from waymark.demo.world import House
from waymark.ground.cohorts import actions as cohorts
from waymark.ground.cohorts import queries as calendars
from waymark.ground.cohorts.models import Cohort, Enrolment
from waymark.ground.papers.models import Paper
from waymark.ground.people.models import Person
from waymark.ground.people.roles import Role
from waymark.journey.learn.actions import take_register


class Diligent(Past):
    """A past in which nobody misses anything, but for the items of `left`, which the story does itself."""

    def __init__(
        self,
        house: House,
        cohort: Cohort,
        people: Sequence[Enrolment],
        *,
        until: datetime,
        left: Collection[str] = (),
        grouped: bool = False,
    ) -> None:
        super().__init__(house, cohort, people, until=until)
        self.absent, self.idle, self.late = set[int](), set[int](), set[int]()
        self.left, self.grouped = frozenset(left), grouped

    def _is_over(self, item: object) -> bool:
        return item.id not in self.left and super()._is_over(item)  # type: ignore[attr-defined,arg-type]

    def _form_groups(self) -> None:
        if not self.grouped:
            super()._form_groups()


def staffed_ucl(cast: Cast, paper: Paper) -> House:
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
    return House(team=UCL, provider=cast.ucl, published=cast.ucl_cohort.programme, paper=paper, staff=people)


def live(house: House, people: Sequence[Enrolment], *, until: datetime, **given: Any) -> None:
    """Lives the calendar of these people's cohort, set up a month before it starts."""
    cohort = copy(people[0].cohort)
    first = datetime.combine(cohort.starts_on, time(9), UTC)
    cohort.at = first - timedelta(days=30)
    Diligent(house, cohort, people, until=until, **given).live()


def attended(enrolment: Enrolment, minutes: Mapping[str, int], *, by: Person) -> None:
    """Corrects registers: so many minutes of these sessions and no more."""
    calendar = {one.item_id: one for one in calendars.list_calendar(cohort_id=enrolment.cohort_id)}
    for item, said in minutes.items():
        dated = calendar[item]
        take_register(dated=dated, minutes={enrolment: said}, by=by, at=dated.ends_at + timedelta(days=3))
