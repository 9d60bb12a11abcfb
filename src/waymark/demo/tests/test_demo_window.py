"""The open window of the demonstration holds one of everything that a control room is for."""

from __future__ import annotations

import pytest

from waymark.demo import exam, in_the_window
from waymark.demo.build import FOUNDED, NOW, WINDOW
from waymark.demo.cast import LLSE
from waymark.demo.world import Names, build_house, enrol, open_cohort
from waymark.ground.people.roles import Role
from waymark.journey.sit import queries as sit
from waymark.journey.sit.queries import find_practice_sitting, list_incidents, list_participants_for


@pytest.mark.django_db
def test_somebody_is_offline_over_waiting_for_time_in_two_minds_and_practising() -> None:
    house = build_house(LLSE, at=FOUNDED)
    cohort = open_cohort(house, "LLSE", FOUNDED.date(), at=FOUNDED)
    people = enrol(house, cohort, Names(), 14, at=FOUNDED)
    window = exam.open_window(house, cohort, WINDOW, at=FOUNDED)
    opened = exam.write_some(house, window, people, now=NOW)
    in_the_window.happen(house, window, opened, practises=people[2], now=NOW)
    lead = house.staff["lead"]
    found = sit.get_window_for(for_=lead, role=Role.LEAD, cohort_slug=cohort.slug, window_id=window.pk)
    assert found
    participants = list_participants_for(for_=lead, role=Role.LEAD, window=found, at=NOW)
    offline = [progress for progress in participants if progress.offline_times]
    assert [progress.is_silent(hours=24, at=NOW) for progress in offline] == [True]
    assert [progress.words > window.max_words for progress in participants].count(True) == 1
    assert [progress.is_pending for progress in participants].count(True) == 1
    assert [progress.conflicts for progress in participants if progress.conflicts] == [1]
    assert len(list_incidents(window=window)) == 1
    practice = find_practice_sitting(enrolment=people[2])
    assert practice
    assert practice.answers.filter(words__gt=0).exists()
