"""The demonstration's open window has one of everything that a control room shows."""

from __future__ import annotations

import pytest

from waymark.demo import assessment, open_window
from waymark.demo.build import FOUNDED, NOW, WINDOW
from waymark.demo.cast import LLSE
from waymark.demo.world import Names, build_provider, enrol, open_cohort
from waymark.ground.people.roles import Role
from waymark.journey.sit import queries as sit
from waymark.journey.sit.queries import find_practice_sitting, list_incidents, list_participants_for


@pytest.mark.django_db
def test_the_open_window_has_one_of_each_state_in_the_control_room() -> None:
    demo = build_provider(LLSE, at=FOUNDED)
    cohort = open_cohort(demo, "LLSE", FOUNDED.date(), at=FOUNDED)
    people = enrol(demo, cohort, Names(), 14, at=FOUNDED)
    window = assessment.open_window(demo, cohort, WINDOW, at=FOUNDED)
    opened = assessment.write_some(demo, window, people, now=NOW)
    open_window.add_events(demo, window, opened, practises=people[2], now=NOW)
    lead = demo.staff["lead"]
    own_window = sit.get_window_for(for_=lead, role=Role.LEAD, cohort_slug=cohort.slug, window_id=window.pk)
    assert own_window
    participants = list_participants_for(for_=lead, role=Role.LEAD, window=own_window, at=NOW)
    offline = [progress for progress in participants if progress.offline_times]
    assert [progress.is_silent(hours=24, at=NOW) for progress in offline] == [True]
    assert [progress.words > window.max_words for progress in participants].count(True) == 1
    assert [progress.is_pending for progress in participants].count(True) == 1
    assert [progress.conflicts for progress in participants if progress.conflicts] == [1]
    assert len(list_incidents(window=window)) == 1
    practice = find_practice_sitting(enrolment=people[2])
    assert practice
    assert practice.answers.filter(words__gt=0).exists()
