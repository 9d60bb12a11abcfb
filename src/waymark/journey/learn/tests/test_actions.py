"""A register credits minutes and can be corrected; study credits its minutes once."""

from datetime import UTC, datetime

import pytest

from waymark.ground.hours.models import Credit
from waymark.ground.ledger.queries import count_entries
from waymark.journey.learn import actions, queries
from waymark.journey.learn.models import Attendance, StudyCompletion
from waymark.journey.learn.tests.makers import STUDY, earned, get_calendar_item


def take(cast, at=None, **minutes):
    by_enrolment = {getattr(cast, name).pk: attended for name, attended in minutes.items()}
    return actions.take_register(
        calendar_item=get_calendar_item(cast), minutes=by_enrolment, by=cast.fay, at=at or cast.at
    )


def test_a_register_credits_full_and_part_attendance(cast):
    take(cast, amina=240, ben=90)
    assert (earned(cast), earned(cast, "ben")) == (240, 90)
    assert count_entries(provider_id=cast.llse.pk, verb="learn.register_taken") == 1


def test_saving_again_credits_only_the_difference(cast):
    take(cast, amina=240, ben=0)
    take(cast, amina=180, ben=60)
    take(cast, amina=180, ben=60)
    assert (earned(cast), earned(cast, "ben")) == (180, 60)
    assert list(Credit.objects.filter(enrolment=cast.amina).values_list("minutes", flat=True)) == [240, -60]
    assert Attendance.objects.count() == 4
    assert queries.attended_minutes(calendar_item=get_calendar_item(cast)) == {
        cast.amina.pk: 180,
        cast.ben.pk: 60,
    }


def test_a_register_is_refused_before_the_start_and_beyond_the_planned_minutes(cast):
    with pytest.raises(actions.CannotTakeRegister) as early:
        take(cast, at=datetime(2025, 5, 1, tzinfo=UTC), amina=240)
    with pytest.raises(actions.CannotTakeRegister) as long:
        take(cast, amina=241)
    assert early.value.codes == ("not_started",)
    assert "13 May 2025" in str(early.value)
    assert long.value.codes == ("too_long",)
    assert not Attendance.objects.exists()


def complete(cast, page_id, at=None):
    item = cast.programme().item(STUDY)
    return actions.complete_study(
        enrolment=cast.amina, item=item, page_id=page_id, by=cast.people["amina"], at=at or cast.at
    )


def test_reading_every_page_earns_the_whole_item_once(cast):
    item = cast.programme().item(STUDY)
    for part in queries.list_study_parts(enrolment=cast.amina, item=item) * 2:
        complete(cast, part.page_id)
    assert earned(cast, item_id=STUDY) == item.minutes
    assert all(part.completed_at for part in queries.list_study_parts(enrolment=cast.amina, item=item))


def test_a_course_in_the_vle_is_one_completion(cast):
    item = cast.programme().item(STUDY).model_copy(update={"pages": ()})
    actions.complete_study(
        enrolment=cast.amina, item=item, page_id="whole", by=cast.people["amina"], at=cast.at
    )
    assert earned(cast, item_id=STUDY) == item.minutes


def test_study_is_refused_before_it_opens(cast):
    first = cast.programme().item(STUDY).pages[0].id
    with pytest.raises(actions.CannotCompleteStudy) as refused:
        complete(cast, first, at=datetime(2025, 4, 30, tzinfo=UTC))
    assert "1 May 2025" in str(refused.value)
    assert not StudyCompletion.objects.exists()
