"""When questions may be answered, how much of the answers may be shown, and which items may still change.

| Clause            | Says                                                             | Here               |
|-------------------|------------------------------------------------------------------|--------------------|
| pack: after       | questions open when the experience before them has ended         | `may_answer`       |
| house: five       | under five answers nothing is broken down                        | `count_levels`     |
| house: five more  | results change only after five more answers, in the order they came | `count_shown`   |
| house: five       | comments are quoted in fives too, in the order of the alphabet   | `comments_to_show` |
| house: close      | usefulness appears when the questions close, and not before      | `may_show_usefulness` |
| house: spread     | counts and spread are shown, never a mean alone                  | `LevelCounts`      |
| house: weakest    | the largest share of low answers, then the smallest of high ones | `weakest_first`    |
| house: later      | only an item that has not started can still change               | `may_change`       |

Low is 1 or 2, middle is 3, high is 4.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction

from waymark.kit.decisions import Decision

MINIMUM_ANSWERS = 5
"""Results of fewer answers are suppressed, so that no one can be identified."""
LEVELS = (1, 2, 3, 4)


class AnswerReason(StrEnum):
    """Why questions cannot be answered."""

    NOT_OVER = "not_over"
    UNANSWERED = "unanswered"
    ANSWERED = "answered"


class ChangeReason(StrEnum):
    """Why a change cannot be recorded."""

    STARTED = "started"
    ALREADY_RECORDED = "already_recorded"
    NOTHING_DIFFERS = "nothing_differs"


@dataclass(frozen=True, kw_only=True)
class LevelCounts:
    """How many answered low, middle and high, and the lowest and highest level anyone chose."""

    low: int
    middle: int
    high: int
    lowest: int
    highest: int

    @property
    def total(self) -> int:
        return self.low + self.middle + self.high


def may_answer(
    *, opens_at: datetime, at: datetime, required: Sequence[str], answered: Sequence[str]
) -> Decision[AnswerReason]:
    """Whether answers can be accepted. `required` and `answered` are ids of the questions with levels."""
    checks = {
        AnswerReason.NOT_OVER: at < opens_at,
        AnswerReason.UNANSWERED: bool(set(required) - set(answered)),
    }
    return Decision(tuple(reason for reason, applies in checks.items() if applies))


def count_shown(count: int) -> int:
    """How many of the answers, oldest first, are shown: whole fives.

    Whoever reads the results before and after one answer would otherwise read that answer.
    """
    return count - count % MINIMUM_ANSWERS


def may_show_usefulness(*, closes_at: datetime | None, at: datetime) -> bool:
    """Whether the questions about usefulness have closed; a set without a close shows them from the start."""
    return closes_at is None or at >= closes_at


def count_levels(levels: Sequence[int]) -> LevelCounts | None:
    """The counts of each level; None for fewer than five answers, so that no one can be identified."""
    if len(levels) < MINIMUM_ANSWERS:
        return None
    low, middle = sum(level <= 2 for level in levels), sum(level == 3 for level in levels)
    high = len(levels) - low - middle
    return LevelCounts(low=low, middle=middle, high=high, lowest=min(levels), highest=max(levels))


def weakest_first(counts: LevelCounts | None) -> tuple[Fraction, Fraction]:
    """A sort key: the weakest result comes first, and what cannot be shown comes last."""
    if counts is None:
        return Fraction(1), Fraction(1)
    return Fraction(-counts.low, counts.total), Fraction(counts.high, counts.total)


def comments_to_show(comments: Sequence[str]) -> tuple[str, ...]:
    """Whole fives of the comments, which come oldest first, in alphabetical order: it says nothing of the writers."""
    written = [comment.strip() for comment in comments if comment.strip()]
    return tuple(sorted(written[: count_shown(len(written))], key=str.casefold))


def may_change(*, starts_at: datetime, at: datetime) -> Decision[ChangeReason]:
    """Whether an item can still change: only before it starts."""
    return Decision((ChangeReason.STARTED,) if starts_at <= at else ())
