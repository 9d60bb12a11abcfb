"""A register credits minutes and corrects itself; study credits once."""

from datetime import UTC, datetime

import pytest

from waymark.ground.hours.models import Credit
from waymark.ground.ledger.queries import count_entries
from waymark.journey.learn import actions, queries
from waymark.journey.learn.models import Attendance, StudyCompletion
from waymark.journey.learn.tests.makers import STUDY, WORKSHOP, earned, make_dated


def take(cast, at=None, **minutes):
    said = {getattr(cast, name): value for name, value in minutes.items()}
    return actions.take_register(dated=make_dated(cast), minutes=said, by=cast.fay, at=at or cast.at)


def test_a_register_credits_full_and_part_attendance(cast):
    take(cast, amina=240, ben=90)
    assert (earned(cast), earned(cast, "ben")) == (240, 90)
    assert count_entries(provider_id=cast.llse.pk, verb="learn.register_taken") == 1


def test_saving_again_adds_the_difference_and_the_same_twice_adds_nothing(cast):
    take(cast, amina=240, ben=0)
    take(cast, amina=180, ben=60)
    take(cast, amina=180, ben=60)
    assert (earned(cast), earned(cast, "ben")) == (180, 60)
    assert list(Credit.objects.filter(enrolment=cast.amina).values_list("minutes", flat=True)) == [240, -60]
    assert Attendance.objects.count() == 4
    assert queries.attended_minutes(dated=make_dated(cast)) == {cast.amina.pk: 180, cast.ben.pk: 60}


def test_no_register_before_the_start_and_none_beyond_the_plan(cast):
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
    return actions.complete(
        enrolment=cast.amina, item=item, page_id=page_id, by=cast.people["amina"], at=at or cast.at
    )


def test_everything_read_earns_the_whole_item_once(cast):
    item = cast.programme().item(STUDY)
    for reading in queries.list_readings(enrolment=cast.amina, item=item) * 2:
        complete(cast, reading.page_id)
    assert earned(cast, item_id=STUDY) == item.minutes
    assert all(one.done_at for one in queries.list_readings(enrolment=cast.amina, item=item))


def test_a_course_in_the_vle_is_one_completion(cast):
    item = cast.programme().item(STUDY).model_copy(update={"pages": ()})
    actions.complete(enrolment=cast.amina, item=item, page_id="whole", by=cast.people["amina"], at=cast.at)
    assert earned(cast, item_id=STUDY) == item.minutes


def test_study_is_refused_before_it_opens(cast):
    first = cast.programme().item(STUDY).pages[0].id
    with pytest.raises(actions.CannotComplete) as refused:
        complete(cast, first, at=datetime(2025, 4, 30, tzinfo=UTC))
    assert "1 May 2025" in str(refused.value)
    assert not StudyCompletion.objects.exists()


def test_progress_and_papers(cast):
    take(cast, amina=240)
    steps = {step.item_id: step for step in queries.progress_of(enrolment=cast.amina, at=cast.at)}
    assert steps[WORKSHOP].earned == 240
    assert "coaching-1" not in steps
    assert queries.papers_of(person=cast.people["amina"])[0]["minutes"] == 240
    assert queries.papers_of(person=cast.people["ben"]) == []
