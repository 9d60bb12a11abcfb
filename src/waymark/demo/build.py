"""Builds the demonstration's world through the rooms' own actions, at the dates on which things would have happened.

It is Thursday 22 October 2026, 10:00 in London. At each provider one cohort is inside its eight-day window, which
crosses the clock change; one is being marked; one is half a year in; and one is open for applications.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.bridges.signin import actions as signin
from waymark.bridges.signin import queries as guides
from waymark.demo import (
    applicants,
    assessment,
    changes,
    corrections,
    enquiries,
    inspections,
    life,
    open_window,
    partners,
    personal,
    second_step,
    staff_and_fees,
    support,
)
from waymark.demo.cast import LLSE, UCL, Team
from waymark.demo.past import Past
from waymark.demo.schools import load_invented_schools
from waymark.demo.world import (
    DemoProvider,
    Names,
    build_provider,
    enrol,
    enrol_one,
    open_cohort,
    write_parallel,
)
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
    load_invented_schools(at=FOUNDED)
    for team, here, marked in ((LLSE, 34, 16), (UCL, 24, 8)):
        demo = build_provider(team, at=FOUNDED)
        if team is LLSE:
            write_parallel(demo, "llse-b", at=NOW - timedelta(days=9))
        finished = _marked(demo, names, marked)
        _writing(demo, names, here)
        _underway(demo, names)
        _coming(demo, names)
        if team is LLSE:
            _introduce(team, [life.add_changes(demo, failed=finished[-1])])
    personal.send_what_was_written(now=NOW)


def list_people() -> list[tuple[str, str]]:
    """Everyone whom visitors can be, with a line on what to try."""
    return [
        (f"{guide.person.name}, {guide.label} ({guide.person.provider.short_name})", guide.try_this)
        for guide in guides.list_guides()
    ]


def _starts_on(programme: Programme, window: date) -> date:
    """The first day of a cohort whose window opens on that date."""
    return window - timedelta(days=programme.assessment.plan.day)


def _cohort(demo: DemoProvider, window: date, name: str) -> Cohort:
    starts_on = _starts_on(demo.programme, window)
    at = datetime(starts_on.year, starts_on.month, starts_on.day, 9, tzinfo=UTC) - timedelta(days=60)
    return open_cohort(demo, f"{demo.team.short_name} {name}", starts_on, at=at)


def _named(name: str, school: str) -> tuple[str, str, str]:
    given_name, family = name.split(" ", 1)
    return given_name, family, school


def _writing(demo: DemoProvider, names: Names, number: int) -> None:
    """The cohort whose window is open now, with people whom visitors can be."""
    cohort = _cohort(demo, WINDOW, "spring 2025")
    known = [
        enrol_one(demo, cohort, _named(name, school), at=cohort.at)
        for name, school in WRITERS[demo.team.slug]
    ]
    people = [*known, *enrol(demo, cohort, names, number - len(known), at=cohort.at)]
    short = [enrolment for enrolment in known if enrolment.person.family_name == "Farthingale"]
    Past(demo, cohort, people, short=short, until=NOW).record()
    window = assessment.open_window(demo, cohort, WINDOW, at=cohort.at)
    opened = assessment.write_some(demo, window, people, now=NOW)
    open_window.add_events(demo, window, opened, practises=known[-1], now=NOW)
    support.look_at_pages(demo, known[0], now=NOW)
    personal.add_dietary_needs(demo, known, now=NOW)
    _introduce(demo.team, known)


def _marked(demo: DemoProvider, names: Names, number: int) -> list[Enrolment]:
    """The cohort that has written: most scripts are marked, some awards decided, a few released.

    Returns those whose results are released.
    """
    cohort = _cohort(demo, MARKED_WINDOW, "early spring 2025")
    known = [
        enrol_one(demo, cohort, _named(name, school), at=cohort.at)
        for name, school in FINISHED[demo.team.slug]
    ]
    people = [*known, *enrol(demo, cohort, names, number - len(known), at=cohort.at)]
    Past(demo, cohort, people, until=NOW).record()
    window = assessment.open_window(demo, cohort, MARKED_WINDOW, at=cohort.at)
    assessment.sit_all(demo, window, people)
    closed = sit.last_close_of(window=window)
    assessment.mark_all(demo, cohort, people, leave=len(people) // 4, at=closed + timedelta(days=1))
    assessment.confirm_fails(demo, keep=1, at=closed + timedelta(days=9))
    assessment.decide_and_release(demo, cohort, known, at=closed + timedelta(days=14, hours=11))
    changes.record_issues(demo, cohort, at=closed + timedelta(days=16, hours=10))
    _introduce(demo.team, known)
    return known


def _underway(demo: DemoProvider, names: Names) -> None:
    """The cohort that is half a year in: a register to take, answers coming in, something to do for everyone."""
    starts_on, number = UNDERWAY[demo.team.slug]
    at = datetime(starts_on.year, starts_on.month, starts_on.day, 9, tzinfo=UTC) - timedelta(days=60)
    cohort = open_cohort(demo, f"{demo.team.short_name} spring 2026", starts_on, at=at)
    known = [
        enrol_one(demo, cohort, _named(name, school), at=cohort.at)
        for name, school in LEARNING[demo.team.slug]
    ]
    people = [*known, *enrol(demo, cohort, names, number - len(known), at=cohort.at)]
    Past(demo, cohort, people, behind=known, left=("workshop-2",), until=NOW).record()
    changes.change_something(demo, cohort)
    changes.correct_a_meeting(demo, cohort)
    staff_and_fees.leave(demo, cohort, now=NOW)
    staff_and_fees.charge(demo, people)
    second_step.add_person_with_second_step(demo, now=NOW)
    partners.record_partner(demo, people)
    inspections.make_pack(demo, cohort, now=NOW)
    corrections.add_records(demo, people, now=NOW)
    assistant = support.name_assistants(demo, known[0], now=NOW)
    if demo.team is LLSE:
        signin.guide(person=assistant, label="Assistant", try_this=ASSISTANT_TRY, position=len(TRY))
    _introduce(demo.team, known)


def _coming(demo: DemoProvider, names: Names) -> None:
    """The cohort that is open for applications."""
    cohort = open_cohort(demo, f"{demo.team.short_name} spring 2027", NEXT_START, at=NOW - timedelta(days=40))
    enquiries.ask_some(demo, cohort, now=NOW)
    applicants.apply_some(demo, cohort, names, at=NOW - timedelta(days=6))


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
ASSISTANT_TRY = "Look at the calendar of the head whom you assist. See that nothing else opens."
TRY = {
    "Tobias Marchwood": "You’re half a year in. Study a page, answer questions, and see how much you can still miss.",
    "Adaeze Thistlewood": (
        "Your window is open and you’ve started. Question 2 has two versions: choose one, keep writing, submit, "
        "then take your answers back."
    ),
    "Kofi Greenstreet": "You’ve written too much. See where the limit falls, and try to submit.",
    "Marigold Tansley": "You haven’t opened your assessment. Continue practising, then read the rules and start.",
    "Bertram Osei-Lane": "Your result is released. Read how it was decided, and download your statement.",
    "Hyacinth Marlowe": "You haven’t passed yet. Read why, and what happens next.",
    "Rosamund Ekwueme-Hart": "You’re in two cohorts. Choose one, and see what is open in the other.",
    "Eleri Stonebridge": "You’re half a year in. Evaluate module 1, start module 2, and see your hours.",
    "Linnet Abara-Stone": "You have enough engagement, so your assessment is open. Keep writing.",
    "Cosmo Farthingale": "Your engagement is too low. Read what you need before you can start. You can still practise.",
    "Lowri Bellchambers": "Your result is released, under UCL’s rules.",
}


def _introduce(team: Team, people: Sequence[Enrolment]) -> None:
    for enrolment in people:
        name = enrolment.person.name
        signin.guide(
            person=enrolment.person, label="Participant", try_this=TRY[name], position=list(TRY).index(name)
        )
