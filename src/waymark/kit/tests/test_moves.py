"""When someone may be moved, and when that is undone."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from waymark.kit.moves import SENTENCES, MoveReason, check_move, may_undo_move, move_reasons

STARTS, TODAY = date(2026, 10, 1), date(2026, 10, 22)


@pytest.mark.parametrize(
    ("reason", "from_on", "today", "codes"),
    [
        ("Moved house", TODAY, TODAY, ()),
        ("Moved house", STARTS, TODAY, ()),
        (" ", TODAY, TODAY, ("reason",)),
        ("Moved house", date(2026, 10, 23), TODAY, ("from_on",)),
        ("Moved house", date(2026, 9, 30), TODAY, ("before_start",)),
        ("Moved house", date(2026, 9, 15), date(2026, 9, 15), ()),
        ("", date(2026, 9, 14), date(2026, 9, 15), ("reason", "before_start")),
    ],
)
def test_a_move_has_a_reason_and_a_day_of_the_programme_up_to_today(
    reason: str, from_on: date, today: date, codes: tuple[str, ...]
) -> None:
    assert check_move(reason=reason, from_on=from_on, starts_on=STARTS, today=today) == codes


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({}, ()),
        ({"is_first": True}, ("first",)),
        ({"is_undone": True}, ("undone",)),
        ({"is_undone": True, "is_last": False}, ("undone",)),
        ({"is_last": False}, ("something_since",)),
        ({"is_used": True}, ("in_use",)),
        ({"today": date(2026, 10, 23)}, ("another_day",)),
    ],
)
def test_a_move_is_undone_on_its_day_while_nothing_rests_on_it(
    given: dict[str, Any], codes: tuple[str, ...]
) -> None:
    facts = {
        "is_first": False, "is_undone": False, "is_last": True, "is_used": False, "made_on": TODAY, "today": TODAY,
    }  # fmt: skip
    assert may_undo_move(**(facts | given)).reasons == codes


def test_each_reason_has_its_sentence() -> None:
    assert set(SENTENCES) == set(MoveReason)
    reason = move_reasons([MoveReason.BEFORE_START], starts_on=STARTS)[0]
    assert reason.sentence == "Enter a day that is Thursday 1 October 2026 or later, when the cohort began"
