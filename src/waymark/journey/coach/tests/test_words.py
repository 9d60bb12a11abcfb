"""What is said about a gap between a self-rating and everything else that is known."""

import pytest

from waymark.journey.coach.preparation import WORTH_DISCUSSING
from waymark.journey.coach.rules import RatingGap, SourceRatings, classify_gap
from waymark.journey.coach.words import GAPS, QUESTIONS, describe_gap


@pytest.mark.parametrize(
    ("self_rating", "practice", "coach", "known", "meaning"),
    [
        (
            4,
            None,
            2,
            "Amina rates this 4, leading others. The last coaching judgement was 2, growing.",
            "The self-rating may be too high.",
        ),
        (
            2,
            4,
            None,
            "Amina rates this 2, growing. Asked how widely this is put into practice, Amina answered 4 of 4.",
            "The self-rating may be too low.",
        ),
        (
            3,
            None,
            None,
            "Amina rates this 3, secure. There is no evidence from anyone else yet.",
            "The rating is untested.",
        ),
    ],
)
def test_a_gap_is_described_with_what_it_may_mean(self_rating, practice, coach, known, meaning):
    ratings = SourceRatings(
        self_rating=self_rating, practice_rating=practice, coach_rating=coach, pieces_from_others=0
    )
    assert describe_gap(ratings, classify_gap(ratings), name="Amina") == (known, meaning)


def test_every_gap_worth_discussing_has_a_question():
    assert set(QUESTIONS) == set(WORTH_DISCUSSING)
    assert set(GAPS) == set(RatingGap)
