"""What may be added to a workbook, as a table."""

import pytest

from waymark.journey.practise.rules import Why, earns, may_add


@pytest.mark.parametrize(
    ("minutes", "statement", "against"),
    [
        (0, "8.7", ()),
        (480, "8.7", ()),
        (481, "8.7", (Why.TOO_LONG,)),
        (-1, "8.7", (Why.TOO_LONG,)),
        (60, "99.9", (Why.UNKNOWN_STATEMENT,)),
        (481, "", (Why.TOO_LONG, Why.UNKNOWN_STATEMENT)),
    ],
)
def test_an_entry_is_at_most_eight_hours_and_speaks_to_a_statement(minutes, statement, against):
    assert may_add(minutes=minutes, statement=statement, known={"8.7", "8.8"}) == against


@pytest.mark.parametrize(("minutes", "planned", "earned"), [(90, 480, 90), (90, 0, 0), (0, 480, 0)])
def test_work_earns_only_where_its_item_has_minutes(minutes, planned, earned):
    assert earns(minutes=minutes, planned=planned) == earned
