"""What others do leaves a page as it is. Numbers do not say whose they are; that they stand still says it.

Others act after the pages of some people have been read; then the same pages are read again, and must be the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta

from django.urls import reverse

from tests import access
from tests.house.touring import SHARED, TWINS, browser_of, subject_of
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

ANEW = re.compile(
    r'name="(csrfmiddlewaretoken|form_token|client)" value="[^"]*"|data-token="[^"]*"'
    r'|<svg[^>]*wm-qr.*?</svg>|wm-code">[A-Z2-7 ]{39}<|"(challenge|id)": "[\w-]{43}"'
)
"""What a page draws by chance each time."""
GROUPS = "gather:"
OFFERS_COHORTS = {"cohorts:return", "cohorts:move"}
CHOICES = re.compile(r"<fieldset.*?</fieldset>", re.DOTALL)
"""The cohorts into which somebody can go, at those addresses: a new cohort is one of them."""

type Pages = dict[tuple[str, str], str]


def moved_by_others(worlds: list[access.World]) -> list[str]:
    """Pages of the first world that changed when others did something."""
    world, stranger = worlds
    setup = world.setup
    people = {setup.owner(enrolment).person: enrolment for enrolment in _enrolments(world)}
    everyone = [key for key in world.people if key not in TWINS]
    moved: list[str] = []

    before = dict(_read(world, everyone))
    stranger.live_on()
    for other in _enrolments(stranger):
        _act(stranger, other)
    moved += _differences(before, dict(_read(world, everyone)), "another provider")

    before = _of_cohorts(world)
    world.live_on()
    moved += _differences(before, _of_cohorts(world), "another cohort")

    before = dict(_read(world, ("writer", "facilitator", "coach", "lead"), about="writing"))
    for label in access.PEOPLE["marked"]:
        _act(world, people[label])
    lead, marker = setup.staff["lead"], setup.staff["marker3"]
    assign_staff(cohort=world.marked, person=marker, role=Role.MARKER, by=lead, at=access.NOW)
    after = dict(_read(world, ("writer", "facilitator", "coach", "lead"), about="writing"))
    moved += _differences(before, after, "the marked cohort")

    before = _of_persons(world) | dict(_read(world, ("done", "lead"), about="marked"))
    _act(world, people["other"])
    after = _of_persons(world) | dict(_read(world, ("done", "lead"), about="marked"))
    return moved + _differences(before, after, "somebody else")


def _of_cohorts(world: access.World) -> Pages:
    """Pages of people who work with, or take part in, one cohort and none of those that come later."""
    writing = _read(world, ("writer", "other", "facilitator", "coach", "lead"), about="writing")
    return dict(writing) | dict(_read(world, ("done", "failed", "lead"), about="marked"))


def _of_persons(world: access.World) -> Pages:
    return dict(_read(world, ("writer", "coach", "lead"), about="writing writer", without=GROUPS))


def _differences(before: Pages, after: Pages, who: str) -> list[str]:
    return [
        f"{url} of {key} moved when {who} acted" for url, key in before if before[url, key] != after[url, key]
    ]


def _enrolments(world: access.World) -> list[Enrolment]:
    cohorts = (world.writing, world.marked)
    return list(Enrolment.objects.filter(cohort__in=cohorts).select_related("person", "cohort__programme"))


def _read(
    world: access.World, readers: Iterable[str], *, about: str = "", without: str = "none"
) -> Iterator[tuple[tuple[str, str], str]]:
    """Every page of these readers; of the lead's pages, those about that cohort or that person of it."""
    cohort, _, person = about.partition(" ")
    for key in readers:
        browser, roles = browser_of(world.people[key]), roles_of(world.people[key])
        for name, row, url in _addresses(world):
            subject = subject_of(row, world.setup.provider.slug)
            is_about = subject.cohort == cohort and (not person or subject.person == person)
            is_theirs = bool(row.roles and row.roles & roles) and not name.startswith(without)
            if is_theirs and (key != "lead" or not about or is_about):
                text = ANEW.sub("", browser.get(url).content.decode(errors="replace"))
                yield (url, key), CHOICES.sub("", text) if name in OFFERS_COHORTS else text


def _addresses(world: access.World) -> Iterator[tuple[str, access.Row, str]]:
    """Each as it stands, and, where it is about the cohort that is writing, about the one that is marked too."""
    for name, row in access.MATRIX.items():
        fills = [row.fill]
        if "cohort" in row.fill and set(row.fill) <= {"cohort"} | SHARED:
            fills.append(tuple("marked" if part == "cohort" else part for part in row.fill))
        for fill in fills:
            yield name, replace(row, fill=fill), reverse(name, args=[world.at[part] for part in fill])


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
