"""Who may be paired, when a session may be closed, and how a gap is classified: as tables."""

from datetime import date

import pytest

from waymark.journey.coach.rules import (
    CoachingReason,
    NewAction,
    PairingReason,
    RatingGap,
    SourceRatings,
    classify_gap,
    may_pair,
    may_record_session,
    widest_gap_first,
)

HELD = date(2026, 10, 20)
ACTION = NewAction(what="Ask", owner="participant", due_on=date(2026, 11, 1), shown_by="A note")


@pytest.mark.parametrize(
    ("coach", "participant", "coach_at", "participant_at", "reasons"),
    [
        (1, 2, 10, 20, ()),
        (1, 2, None, None, ()),
        (1, 2, 10, None, ()),
        (1, 2, 10, 10, (PairingReason.SAME_ORGANISATION,)),
        (1, 1, None, None, (PairingReason.SELF,)),
        (1, 1, 10, 10, (PairingReason.SELF, PairingReason.SAME_ORGANISATION)),
    ],
)
def test_a_coach_works_at_another_organisation_than_the_participant(
    coach, participant, coach_at, participant_at, reasons
):
    decision = may_pair(
        coach=coach, participant=participant, coach_works_at=coach_at, participant_works_at=participant_at
    )
    assert decision.reasons == reasons


@pytest.mark.parametrize(
    ("changes", "reasons"),
    [
        ({}, ()),
        ({"held_on": date(2026, 10, 22)}, ()),
        ({"held_on": date(2026, 10, 23)}, (CoachingReason.NOT_HELD_YET,)),
        ({"held_on": date(2025, 4, 27)}, (CoachingReason.BEFORE_COHORT,)),
        ({"minutes": 1}, ()),
        ({"minutes": 0}, (CoachingReason.TOO_LONG,)),
        ({"minutes": 61}, (CoachingReason.TOO_LONG,)),
        ({"action": None}, (CoachingReason.NO_ACTION,)),
        (
            {"action": NewAction(what=" ", owner="coach", due_on=HELD, shown_by="x")},
            (CoachingReason.NO_ACTION,),
        ),
        (
            {"action": NewAction(what="x", owner="coach", due_on=HELD, shown_by="")},
            (CoachingReason.NO_ACTION,),
        ),
        ({"action": NewAction(what="x", owner="coach", due_on=HELD, shown_by="x")}, ()),
        (
            {"action": NewAction(what="x", owner="coach", due_on=date(2026, 10, 19), shown_by="x")},
            (CoachingReason.DUE_TOO_EARLY,),
        ),
    ],
)
def test_when_a_session_may_be_closed(changes, reasons):
    facts = {
        "held_on": HELD,
        "starts_on": date(2025, 4, 28),
        "today": date(2026, 10, 22),
        "minutes": 60,
        "planned": 60,
        "action": ACTION,
    }
    assert may_record_session(**(facts | changes)).reasons == reasons


@pytest.mark.parametrize(
    ("self_rating", "practice", "coach", "from_others", "gap"),
    [
        (None, 4, 4, 3, RatingGap.NO_SELF_RATING),
        (4, None, 2, 1, RatingGap.SELF_HIGHER),
        (2, None, 3, 0, RatingGap.SELF_LOWER),
        (4, 2, None, 0, RatingGap.SELF_HIGHER),
        (1, 3, None, 0, RatingGap.SELF_LOWER),
        (3, 2, None, 1, RatingGap.AGREED),
        (4, 2, 4, 0, RatingGap.AGREED),
        (3, None, None, 0, RatingGap.UNTESTED),
        (3, None, None, 1, RatingGap.AGREED),
        (2, None, None, 0, RatingGap.AGREED),
        (3, None, 3, 0, RatingGap.AGREED),
    ],
)
def test_a_self_rating_is_compared_with_practice_coach_and_evidence(
    self_rating, practice, coach, from_others, gap
):
    ratings = SourceRatings(
        self_rating=self_rating,
        practice_rating=practice,
        coach_rating=coach,
        pieces_from_others=from_others,
    )
    assert classify_gap(ratings) == gap


def test_the_widest_gap_comes_first():
    def ratings(self_rating, coach_rating=None):
        return SourceRatings(
            self_rating=self_rating, practice_rating=None, coach_rating=coach_rating, pieces_from_others=0
        )

    wide, lower, untested, agreed = ratings(4, 1), ratings(2, 3), ratings(4), ratings(1)
    assert sorted([agreed, untested, lower, wide], key=widest_gap_first) == [wide, lower, untested, agreed]
