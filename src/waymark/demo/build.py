"""Builds the demonstration's world through the rooms' own actions, at the dates on which things would have happened.

It is Thursday 22 October 2026, 10:00 in London. At each provider one cohort is inside its eight-day window, which
crosses the clock change; one has written and is being marked; one is on its way; and one is open for applications.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.bridges.signin import actions as signin
from waymark.bridges.signin import queries as guides
from waymark.demo import applicants, exam, heard, in_the_window
from waymark.demo.cast import LLSE, UCL, Team
from waymark.demo.past import Past
from waymark.demo.world import House, Names, build_house, enrol, enrol_one, open_cohort, write_parallel
from waymark.ground.programmes.values import Programme
from waymark.journey.sit import queries as sit
from waymark.web.actions import begin_time

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort, Enrolment

NOW = datetime(2026, 10, 22, 9, 0, tzinfo=UTC)
FOUNDED = datetime(2025, 1, 15, 9, 0, tzinfo=UTC)
WINDOW = date(2026, 10, 19)
MARKED_WINDOW = date(2026, 9, 21)
NEXT_START = date(2027, 1, 18)
UNDERWAY = {"llse": (date(2026, 4, 27), 14), "ucl": (date(2026, 5, 11), 10)}


@transaction.atomic
def build_world() -> None:
    names = Names()
    begin_time(at=NOW)
    for team, here, marked in ((LLSE, 34, 16), (UCL, 24, 8)):
        house = build_house(team, at=FOUNDED)
        if team is LLSE:
            write_parallel(house, "llse-b", at=NOW - timedelta(days=9))
        _marked(house, names, marked)
        _writing(house, names, here)
        _underway(house, names)
        _coming(house, names)


def list_people() -> list[tuple[str, str]]:
    """Everybody one can be, with a line on what to try."""
    return [
        (f"{one.person.name}, {one.label} ({one.person.provider.short_name})", one.try_this)
        for one in guides.list_guides()
    ]


def _starts_on(programme: Programme, window: date) -> date:
    """The first day of a cohort whose window opens on that date."""
    return window - timedelta(days=programme.assessment.plan.day)


def _cohort(house: House, window: date, name: str) -> Cohort:
    starts_on = _starts_on(house.programme, window)
    at = datetime(starts_on.year, starts_on.month, starts_on.day, 9, tzinfo=UTC) - timedelta(days=60)
    return open_cohort(house, f"{house.team.short_name} {name}", starts_on, at=at)


def _named(name: str, school: str) -> tuple[str, str, str]:
    given, family = name.split(" ", 1)
    return given, family, school


def _writing(house: House, names: Names, number: int) -> None:
    """The cohort that is inside its window now, with people one can be."""
    cohort = _cohort(house, WINDOW, "spring 2025")
    known = [
        enrol_one(house, cohort, _named(one, school), at=cohort.at)
        for one, school in WRITERS[house.team.slug]
    ]
    people = [*known, *enrol(house, cohort, names, number - len(known), at=cohort.at)]
    short = [one for one in known if one.person.family_name == "Farthingale"]
    Past(house, cohort, people, short=short, until=NOW).live()
    window = exam.open_window(house, cohort, WINDOW, at=cohort.at)
    opened = exam.write_some(house, window, people, now=NOW)
    in_the_window.happen(house, window, opened, practises=known[-1], now=NOW)
    _introduce(house.team, known)


def _marked(house: House, names: Names, number: int) -> None:
    """The cohort that has written: most marked, some decided, a few released."""
    cohort = _cohort(house, MARKED_WINDOW, "early spring 2025")
    known = [
        enrol_one(house, cohort, _named(one, school), at=cohort.at)
        for one, school in FINISHED[house.team.slug]
    ]
    people = [*known, *enrol(house, cohort, names, number - len(known), at=cohort.at)]
    Past(house, cohort, people, until=NOW).live()
    window = exam.open_window(house, cohort, MARKED_WINDOW, at=cohort.at)
    exam.sit_all(house, window, people)
    closed = sit.last_close_of(window=window)
    exam.mark_all(house, cohort, people, leave=len(people) // 4, at=closed + timedelta(days=1))
    exam.confirm_fails(house, keep=1, at=closed + timedelta(days=9))
    exam.decide_and_release(house, cohort, known, at=closed + timedelta(days=14, hours=11))
    heard.record_issues(house, cohort, at=closed + timedelta(days=16, hours=10))
    _introduce(house.team, known)


def _underway(house: House, names: Names) -> None:
    """The cohort that is half a year in: a register to take, answers coming in, something to do for everybody."""
    starts_on, number = UNDERWAY[house.team.slug]
    at = datetime(starts_on.year, starts_on.month, starts_on.day, 9, tzinfo=UTC) - timedelta(days=60)
    cohort = open_cohort(house, f"{house.team.short_name} spring 2026", starts_on, at=at)
    known = [
        enrol_one(house, cohort, _named(one, school), at=cohort.at)
        for one, school in LEARNING[house.team.slug]
    ]
    people = [*known, *enrol(house, cohort, names, number - len(known), at=cohort.at)]
    Past(house, cohort, people, behind=known, left=("workshop-2",), until=NOW).live()
    heard.change_something(house, cohort)
    _introduce(house.team, known)


def _coming(house: House, names: Names) -> None:
    """The cohort that is open for applications."""
    cohort = open_cohort(
        house, f"{house.team.short_name} spring 2027", NEXT_START, at=NOW - timedelta(days=40)
    )
    applicants.apply_some(house, cohort, names, at=NOW - timedelta(days=6))


LEARNING = {
    "llse": (("Tobias Marchwood", "Penny Lane Learning Trust"),),
    "ucl": (("Eleri Stonebridge", "Seven Stiles Schools"),),
}
WRITERS = {
    "llse": (
        ("Adaeze Thistlewood", "Quarry Bank High"),
        ("Kofi Greenstreet", "Three Elms Primary"),
        ("Marigold Tansley", "Oxlip Hill Primary"),
    ),
    "ucl": (("Linnet Abara-Stone", "Copperfield Infants"), ("Cosmo Farthingale", "Farthing Down Primary")),
}
FINISHED = {
    "llse": (("Bertram Osei-Lane", "Windle Brook Federation"), ("Hyacinth Marlowe", "Saltmarsh Academy")),
    "ucl": (("Lowri Bellchambers", "Nant y Wennol Trust"),),
}
TRY = {
    "Tobias Marchwood": "You are half a year in: study a page, answer what is asked, see what can still be missed.",
    "Adaeze Thistlewood": (
        "Your window is open and you have begun. A second text stands beside question 2: choose one, write on, "
        "hand in, take it back."
    ),
    "Kofi Greenstreet": "You have written too much: see where the limit falls and what submit says.",
    "Marigold Tansley": "You have not opened the desk: go on with the practice sitting, then read the rules and begin.",
    "Bertram Osei-Lane": "Your result is released: read how it was decided; download the statement.",
    "Hyacinth Marlowe": "Your result is not yet a pass: read the letter, and what comes next.",
    "Eleri Stonebridge": "You are half a year in: evaluate module 1, begin module 2, see your hours.",
    "Linnet Abara-Stone": "Your engagement is enough, so the desk is open to you: write on.",
    "Cosmo Farthingale": "Your engagement is short: read what the gate says. The practice desk is open all the same.",
    "Lowri Bellchambers": "Your result is released under the other programme's rule.",
}


def _introduce(team: Team, people: Sequence[Enrolment]) -> None:
    for one in people:
        name = one.person.name
        signin.guide(
            person=one.person, label="Participant", try_this=TRY[name], position=list(TRY).index(name)
        )
