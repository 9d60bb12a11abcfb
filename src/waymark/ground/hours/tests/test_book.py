"""The hours book only grows, and the same act credits once."""

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


def test_the_same_act_credits_once(cast: Cast) -> None:
    credit(cast, 60)
    credit(cast, 60)
    assert queries.credited_by_item(enrolment=cast.amina) == {"workshop-1": 60}


def test_nothing_is_no_line(cast: Cast) -> None:
    credit(cast, 0)
    assert not queries.list_credits(enrolment=cast.amina)


def test_a_correction_is_a_line_of_its_own(cast: Cast) -> None:
    credit(cast, 240)
    credit(cast, -60, source="correction")
    assert [line.minutes for line in queries.list_credits(enrolment=cast.amina)] == [240, -60]
    assert queries.credited_by_item(enrolment=cast.amina) == {"workshop-1": 180}


@pytest.mark.parametrize("act", ["update", "delete"])
def test_the_database_refuses_to_change_a_line(cast: Cast, act: str) -> None:
    credit(cast, 60)
    rows = Credit.objects.filter(minutes=60)
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
        rows.update(minutes=999) if act == "update" else rows.delete()
    assert Credit.objects.get().minutes == 60


def test_a_calendar_comes_with_its_credits_in_one_statement(cast: Cast, django_assert_num_queries) -> None:
    credit(cast, 60)
    credit(cast, -10, source="correction")
    with django_assert_num_queries(1):
        calendar, credited = queries.calendar_with_credits(enrolment=cast.amina)
    assert len(calendar) == len(cast.programme().items)
    assert credited["workshop-1"] == 50
    assert credited["workshop-2"] == 0


def test_the_base_of_each_programme(cast: Cast) -> None:
    assert queries.standing_of(enrolment=cast.amina, at=cast.at).base == 4_200
    assert queries.standing_of(enrolment=cast.uma, at=cast.at).base == 4_440
