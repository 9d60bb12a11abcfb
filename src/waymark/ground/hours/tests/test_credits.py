"""Credits are only added, and the same row credits an item once."""

import pytest
from django.db import DatabaseError, transaction

from tests.cast import Cast
from waymark.ground.hours import actions, queries
from waymark.ground.hours.models import Credit


def credit(cast: Cast, minutes: int, *, item: str = "workshop-1", source: str = "test") -> None:
    actions.credit(
        enrolment=cast.amina,
        item_id=item,
        minutes=minutes,
        source=source,
        because=cast.cohort,
        by=cast.people["fay"],
        at=cast.at,
    )


def test_same_row_credits_once(cast: Cast) -> None:
    credit(cast, 60)
    credit(cast, 60)
    assert queries.get_minutes_by_item(enrolment=cast.amina) == {"workshop-1": 60}


def test_zero_minutes_add_no_credit(cast: Cast) -> None:
    credit(cast, 0)
    assert not queries.list_credits(enrolment=cast.amina)


def test_correction_is_a_credit_of_its_own(cast: Cast) -> None:
    credit(cast, 240)
    credit(cast, -60, source="correction")
    assert [credit.minutes for credit in queries.list_credits(enrolment=cast.amina)] == [240, -60]
    assert queries.get_minutes_by_item(enrolment=cast.amina) == {"workshop-1": 180}


@pytest.mark.parametrize("act", ["update", "delete"])
def test_database_refuses_to_change_a_credit(cast: Cast, act: str) -> None:
    credit(cast, 60)
    rows = Credit.objects.filter(minutes=60)
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
        rows.update(minutes=999) if act == "update" else rows.delete()
    assert Credit.objects.get().minutes == 60


def test_calendar_and_minutes_take_one_statement(cast: Cast, django_assert_num_queries) -> None:
    credit(cast, 60)
    credit(cast, -10, source="correction")
    with django_assert_num_queries(1):
        calendar, credited = queries.list_calendar_with_minutes(enrolment=cast.amina)
    assert len(calendar) == len(cast.programme().items)
    assert credited["workshop-1"] == 50
    assert credited["workshop-2"] == 0


def test_planned_minutes_of_each_programme(cast: Cast) -> None:
    assert queries.get_engagement(enrolment=cast.amina, at=cast.at).base == 4_200
    assert queries.get_engagement(enrolment=cast.uma, at=cast.at).base == 4_440
