"""The demonstration has someone whose pages a lead has looked at, and who has assistants."""

from __future__ import annotations

import pytest

from waymark.demo.build import FOUNDED, NOW
from waymark.demo.cast import LLSE
from waymark.demo.support import look_at_pages, name_assistants
from waymark.demo.world import Names, build_provider, enrol, open_cohort
from waymark.ground.people.queries import list_assistants_of, list_assisted_by
from waymark.web.support.queries import list_accesses_to


@pytest.mark.django_db
def test_a_participant_finds_who_looked_at_their_pages() -> None:
    demo = build_provider(LLSE, at=FOUNDED)
    cohort = open_cohort(demo, "LLSE", FOUNDED.date(), at=FOUNDED)
    enrolment = enrol(demo, cohort, Names(), 1, at=FOUNDED)[0]
    look_at_pages(demo, enrolment, now=NOW)
    line = list_accesses_to(person=enrolment.person, at=NOW)[0]
    assert (line.pages, line.is_open) == ("Home, My programme", False)
    assert line.by == demo.staff["lead"].name


@pytest.mark.django_db
def test_a_participant_has_one_assistant_and_has_asked_another() -> None:
    demo = build_provider(LLSE, at=FOUNDED)
    cohort = open_cohort(demo, "LLSE", FOUNDED.date(), at=FOUNDED)
    enrolment = enrol(demo, cohort, Names(), 1, at=FOUNDED)[0]
    assistant = name_assistants(demo, enrolment, now=NOW)
    waiting, accepted = list_assistants_of(head=enrolment.person)
    assert (waiting.is_active, accepted.is_active) == (False, True)
    assert list_assisted_by(person=assistant) == [accepted]
