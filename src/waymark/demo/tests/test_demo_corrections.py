"""The demonstration has people whose records need a lead."""

from __future__ import annotations

from datetime import timedelta

import pytest

from waymark.demo.applicants import apply_some
from waymark.demo.build import FOUNDED, NOW
from waymark.demo.cast import LLSE
from waymark.demo.corrections import add_records
from waymark.demo.world import Names, build_provider, enrol, open_cohort
from waymark.ground.people.queries import guess_duplicates, list_changes, newest_invitation_of
from waymark.journey.apply.models import ApplicationCorrection


@pytest.mark.django_db
def test_the_demonstration_has_an_expired_invitation_a_duplicate_and_a_corrected_name() -> None:
    demo = build_provider(LLSE, at=FOUNDED)
    cohort = open_cohort(demo, "LLSE", FOUNDED.date(), at=FOUNDED)
    enrolments = enrol(demo, cohort, Names(), 4, at=FOUNDED)
    add_records(demo, enrolments, now=NOW)
    misread, doubled, late = (enrolment.person for enrolment in enrolments[-3:])
    invitation = newest_invitation_of(person=late)
    assert invitation is not None
    assert invitation.expires_at < NOW
    assert [guess.person.name for guess in guess_duplicates(person=doubled)] == [doubled.name]
    assert [change.field for change in list_changes(person=misread)] == ["name"]


@pytest.mark.django_db
def test_an_applicant_of_the_demonstration_has_corrected_an_answer() -> None:
    demo = build_provider(LLSE, at=FOUNDED)
    cohort = open_cohort(demo, "LLSE", NOW.date() + timedelta(days=90), at=FOUNDED)
    apply_some(demo, cohort, Names(), at=NOW - timedelta(days=6))
    [correction] = ApplicationCorrection.objects.all()
    assert (correction.field, correction.before, correction.after) == ("experience_years", "11", "12")
    assert correction.application.experience_years == 11
    assert correction.by is None
