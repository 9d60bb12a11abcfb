"""A practice sitting is marked by nobody and decides nothing."""

from __future__ import annotations

from datetime import timedelta

from waymark.journey.award import queries
from waymark.journey.mark import actions as mark
from waymark.journey.mark.models import Script
from waymark.journey.sit import actions as sit
from waymark.journey.sit import queries as sittings
from waymark.journey.sit.practice.sittings import open_practice_sitting
from waymark.journey.sit.tests.makers import make_sitting, make_window, save


def test_no_script_is_made_of_it_and_nothing_is_awarded_on_it(cast):
    amina = cast.people["amina"]
    opened = open_practice_sitting(enrolment=cast.amina, declared=True, by=amina, at=cast.at)
    practice = sittings.get_sitting_for(for_=amina, code=opened.code)
    save(practice, "Words in practice", at=cast.at)
    sit.submit(sitting=practice, declared=True, by=amina, at=cast.at)
    real = make_sitting(cast, "ben", window=make_window(cast))
    save(real, "Words that count", at=cast.at)
    sit.submit(sitting=real, declared=True, by=cast.people["ben"], at=cast.at)
    after = cast.at + timedelta(days=20 * 365)
    assert [one.of.enrolment for one in sittings.list_closed_submissions(cohort=cast.cohort, at=after)] == [
        cast.ben
    ]
    assert mark.make_scripts(cohort=cast.cohort, by=cast.grace, at=after) == 1
    assert [one.submission.of.enrolment for one in Script.objects.all()] == [cast.ben]
    assert sittings.submission_of(enrolment=cast.amina) is None
    lines = queries.list_lines_for(for_=cast.grace, cohort=cast.cohort, at=after)
    assert not [line for line in lines if line.decision.ready]
