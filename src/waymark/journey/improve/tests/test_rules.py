"""The rules of findings and actions, as tables."""

from datetime import date

import pytest

from waymark.journey.improve.rules import Why, may_decide, may_find

TODAY = date(2026, 10, 22)


@pytest.mark.parametrize(
    ("says", "rests_on", "against"),
    [
        ("Something", "A result", ()),
        (" ", "A result", (Why.NOTHING_SAID,)),
        ("Something", "", (Why.RESTS_ON_NOTHING,)),
        ("", "", (Why.NOTHING_SAID, Why.RESTS_ON_NOTHING)),
    ],
)
def test_a_finding_says_something_and_rests_on_something(says, rests_on, against):
    assert may_find(says=says, rests_on=rests_on) == against


@pytest.mark.parametrize(
    ("changed", "against"),
    [
        ({}, ()),
        ({"due_on": TODAY}, ()),
        ({"due_on": date(2026, 10, 21)}, (Why.DUE_BEFORE_TODAY,)),
        ({"what": " "}, (Why.NOTHING_TO_DO,)),
        ({"owner_is_staff": False}, (Why.NOT_STAFF,)),
        ({"is_decided": True}, (Why.DECIDED,)),
    ],
)
def test_when_an_action_may_be_decided(changed, against):
    given = {
        "what": "Move it",
        "due_on": date(2026, 11, 30),
        "today": TODAY,
        "owner_is_staff": True,
        "is_decided": False,
    }
    assert may_decide(**(given | changed)) == against
