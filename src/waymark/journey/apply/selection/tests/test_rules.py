"""Who may review, how many places are left, and where an application stands."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from waymark.journey.apply.selection import rules
from waymark.journey.apply.selection.rules import ReviewConflict, SelectionReason, State

AT = datetime(2026, 10, 22, 9, tzinfo=UTC)
LATER, EARLIER = AT + timedelta(seconds=1), AT - timedelta(seconds=1)
REVIEW = {
    "email": "rae@our.example",
    "school": "",
    "applicant": "ada@a.example",
    "sponsor": "cy@a.example",
    "mentor": "",
    "applicants_school": "one school",
    "is_decided": False,
}


@pytest.mark.parametrize(
    ("changes", "conflicts"),
    [
        ({}, ()),
        ({"school": "another school"}, ()),
        ({"school": "one school"}, (ReviewConflict.SAME_SCHOOL,)),
        ({"applicant": "RAE@our.example"}, (ReviewConflict.APPLICANT,)),
        ({"sponsor": "rae@our.example"}, (ReviewConflict.SPONSOR,)),
        ({"mentor": "rae@our.example"}, (ReviewConflict.MENTOR,)),
        ({"is_decided": True}, (ReviewConflict.DECIDED,)),
        ({"email": "", "mentor": ""}, ()),
    ],
)
def test_a_reviewer_has_no_conflict(
    changes: dict[str, object], conflicts: tuple[ReviewConflict, ...]
) -> None:
    assert rules.may_review(**{**REVIEW, **changes}).reasons == conflicts  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("places", "enrolled", "offered", "left"),
    [(None, 5, 5, None), (10, 4, 3, 3), (10, 7, 3, 0), (10, 12, 0, 0), (0, 0, 0, 0)],
)
def test_open_offers_keep_their_places(
    places: int | None, enrolled: int, offered: int, left: int | None
) -> None:
    assert rules.places_left(places=places, enrolled=enrolled, offered=offered) == left


@pytest.mark.parametrize(
    ("outcome", "is_waiting", "expires", "accepted", "state"),
    [
        ("", False, None, None, State.TO_DECIDE),
        ("", True, None, None, State.WAITING),
        ("", True, LATER, None, State.OFFERED),
        ("", True, AT, None, State.OFFER_EXPIRED),
        ("", False, EARLIER, None, State.OFFER_EXPIRED),
        ("", False, LATER, False, State.OFFER_DECLINED),
        ("accepted", False, LATER, True, State.ACCEPTED),
        ("withdrawn", True, LATER, None, State.WITHDRAWN),
        ("twice", False, None, None, State.TWICE),
    ],
)
def test_where_an_application_stands(
    outcome: str, is_waiting: bool, expires: datetime | None, accepted: bool | None, state: State
) -> None:
    actual = rules.state_of(
        outcome=outcome, is_waiting=is_waiting, offer_expires_at=expires, offer_accepted=accepted, at=AT
    )
    assert actual is state


@pytest.mark.parametrize(
    ("outcome", "why", "reasons"),
    [
        ("rejected", "Misread", ()),
        ("withdrawn", "Misread", ()),
        ("twice", "Misread", ()),
        ("rejected", "  ", (SelectionReason.NO_REASON,)),
        ("accepted", "Misread", (SelectionReason.NOT_REOPENABLE,)),
        ("", "Misread", (SelectionReason.NOT_REOPENABLE,)),
        ("reopened", "Misread", (SelectionReason.NOT_REOPENABLE,)),
    ],
)
def test_a_decision_is_put_right_until_someone_is_enrolled(
    outcome: str, why: str, reasons: tuple[SelectionReason, ...]
) -> None:
    assert rules.may_reopen(outcome=outcome, why=why).reasons == reasons


def test_reviewers_disagree_when_they_recommend_different_things() -> None:
    assert not rules.disagree([])
    assert not rules.disagree(["suitable", "suitable"])
    assert rules.disagree(["suitable", "not_sure"])


@pytest.mark.parametrize(
    ("recommendations", "needed", "despite", "reasons"),
    [
        ([], 0, "", ()),
        ([], 1, "because", ("few_reviews",)),
        (["suitable"], 2, "", ("few_reviews",)),
        (["suitable"], 1, "", ()),
        (["suitable", "suitable"], 2, "", ()),
        (["suitable", "not_sure"], 2, "", ("not_recommended",)),
        (["suitable", "not_sure"], 2, "  ", ("not_recommended",)),
        (["suitable", "not_sure"], 2, "because", ()),
        (["not_suitable", "not_suitable"], 2, "", ("not_recommended",)),
        (["not_suitable"], 0, "", ("not_recommended",)),
    ],
)
def test_a_place_needs_reviews_and_a_reason_where_not_all_recommend(
    recommendations: list[str], needed: int, despite: str, reasons: tuple[str, ...]
) -> None:
    decision = rules.may_accept(recommendations=recommendations, needed=needed, despite=despite)
    assert decision.reasons == reasons


@pytest.mark.parametrize(
    ("waiting", "ordered", "expected"),
    [([1, 2, 3], [], [1, 2, 3]), ([1, 2, 3], [3, 1], [3, 1, 2]), ([1, 4], [3, 4, 1], [4, 1]), ([], [1], [])],
)
def test_the_waiting_list_follows_the_order_given(
    waiting: list[int], ordered: list[int], expected: list[int]
) -> None:
    assert rules.in_order(waiting, ordered) == expected


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ({}, [1, 2, 3, 4]),
        ({4: 1}, [4, 1, 2, 3]),
        ({1: 4}, [2, 3, 4, 1]),
        ({1: 2}, [2, 1, 3, 4]),
        ({3: 2}, [1, 3, 2, 4]),
        ({1: 2, 2: 1}, [2, 1, 3, 4]),
        ({3: 1, 4: 1}, [3, 4, 1, 2]),
    ],
)
def test_someone_is_moved_to_a_place(places: dict[int, int], expected: list[int]) -> None:
    assert rules.moved([1, 2, 3, 4], places) == expected
