"""What others do leaves a page as it is. Numbers do not say whose they are; that they stand still says it.

Others act after the pages of some people have been read; then the same pages are read again, and must be the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse

from tests import access
from tests.house.touring import browser_of, subject_of
from tests.world.assessment import save
from waymark.ground.cohorts.actions import assign_staff
from waymark.ground.cohorts.models import CalendarItem, Enrolment
from waymark.ground.people.queries import roles_of
from waymark.ground.people.roles import Role
from waymark.journey.learn.actions import take_register
from waymark.journey.practise.actions import NewEvidence, add_entry
from waymark.journey.practise.queries import find_workbook_item
from waymark.journey.sit.actions import decide_extension
from waymark.journey.sit.models import Extension, Sitting

ANEW = re.compile(r'name="(csrfmiddlewaretoken|client)" value="[^"]*"')
"""What a page draws by chance each time."""
OF_A_COHORT = ("writer", "facilitator", "coach", "lead")
"""Readers of pages about the cohort that is writing."""
OF_A_PERSON = ("writer", "coach", "lead")
GROUPS = "gather:"

type Pages = dict[tuple[str, str], str]


def moved_by_others(worlds: list[access.World]) -> list[str]:
    """Pages of the first world that changed when others did something."""
    world, stranger = worlds
    setup = world.setup
    people = {setup.owner(enrolment).person: enrolment for enrolment in _enrolments(world)}
    before = dict(_read(world, OF_A_COHORT))
    for other in _enrolments(stranger):
        _act(stranger, other)
    for label in access.PEOPLE["marked"]:
        _act(world, people[label])
    lead, marker = setup.staff["lead"], setup.staff["marker3"]
    assign_staff(cohort=world.marked, person=marker, role=Role.MARKER, by=lead, at=access.NOW)
    after = dict(_read(world, OF_A_COHORT))
    moved = [
        f"{name} of {key} moved when another cohort acted"
        for name, key in before
        if before[name, key] != after[name, key]
    ]
    _act(world, people["other"])
    last = dict(_read(world, OF_A_PERSON, person=True))
    return moved + [
        f"{name} of {key} moved when somebody else acted"
        for name, key in last
        if after[name, key] != last[name, key]
    ]


def _enrolments(world: access.World) -> list[Enrolment]:
    cohorts = (world.writing, world.marked)
    return list(Enrolment.objects.filter(cohort__in=cohorts).select_related("person", "cohort__programme"))


def _read(
    world: access.World, readers: tuple[str, ...], *, person: bool = False
) -> Iterator[tuple[tuple[str, str], str]]:
    """Every page of these readers that is about the cohort which is writing, or about its writer alone."""
    roles = {key: roles_of(world.people[key]) for key in readers}
    for key in readers:
        browser = browser_of(world.people[key])
        for name, row in access.MATRIX.items():
            about = subject_of(row, world.setup.provider.slug)
            is_theirs = bool(row.roles and row.roles & roles[key])
            if key == "lead":
                is_theirs &= about.cohort == "writing" and (about.person == "writer" or not person)
            if is_theirs and not (person and name.startswith(GROUPS)):
                url = reverse(name, args=[world.at[part] for part in row.fill])
                yield (name, key), ANEW.sub("", browser.get(url).content.decode(errors="replace"))


def _act(world: access.World, other: Enrolment) -> None:
    """One more entry, a register corrected, some words more, and a decision about more time."""
    setup, at = world.setup, access.NOW - timedelta(minutes=30)
    description = setup.text("evidence", other)
    evidence = NewEvidence(source="staff", kind="survey", statement="8.7", description=description)
    item = find_workbook_item(enrolment=other)
    assert item
    add_entry(
        enrolment=other,
        item=item,
        stage="explore",
        title=setup.text("workbook title", other),
        text=setup.text("workbook text", other),
        minutes=7,
        evidence=evidence,
        by=other.person,
        at=at,
    )
    session = CalendarItem.objects.filter(cohort=other.cohort, item_id=world.at["session"]).get()
    take_register(calendar_item=session, minutes={other.pk: 1}, by=setup.staff["lead"], at=at)
    for sitting in Sitting.objects.filter(enrolment=other, submission=None):
        save(sitting, "q2", setup.text("script", other), at=at)
    for extension in Extension.objects.filter(enrolment=other, decision=None):
        why = setup.text("extension", other)
        decide_extension(extension=extension, granted=True, why=why, by=setup.staff["lead"], at=at)
