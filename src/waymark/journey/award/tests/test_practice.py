"""A practice sitting is not marked and decides nothing."""

from __future__ import annotations

from datetime import timedelta

from waymark.journey.award import queries
from waymark.journey.mark import actions as mark
from waymark.journey.mark.models import Script
from waymark.journey.sit import actions as sit
from waymark.journey.sit import queries as sittings
from waymark.journey.sit.actions import open_practice_sitting
from waymark.journey.sit.tests.makers import make_sitting, make_window, save


def test_no_script_is_prepared_from_a_practice_sitting(cast):
    amina = cast.people["amina"]
    opened = open_practice_sitting(enrolment=cast.amina, declared=True, by=amina, at=cast.at)
    practice = sittings.get_sitting_for(for_=amina, code=opened.code)
    save(practice, "Words in practice", at=cast.at)
    sit.submit(sitting=practice, declared=True, by=amina, at=cast.at)
    real = make_sitting(cast, "ben", window=make_window(cast))
    save(real, "Words that count", at=cast.at)
    sit.submit(sitting=real, declared=True, by=cast.people["ben"], at=cast.at)
    after = cast.at + timedelta(days=20 * 365)
    submissions = sittings.list_closed_submissions(cohort=cast.cohort, at=after)
    assert [submission.of.enrolment for submission in submissions] == [cast.ben]
    assert mark.prepare_scripts(cohort=cast.cohort, by=cast.grace, at=after) == 1
    assert [script.submission.of.enrolment for script in Script.objects.all()] == [cast.ben]
    assert sittings.submission_of(enrolment=cast.amina) is None
    statuses = queries.list_award_statuses_for(for_=cast.grace, cohort=cast.cohort, at=after)
    assert not [status for status in statuses if status.decision.ready]
