"""When may questions be answered, what may be shown of the answers, and which item may still change?

| Clause            | Says                                                              | Here              |
|-------------------|-------------------------------------------------------------------|-------------------|
| pack: after       | questions open when the experience before them has ended          | `may_answer`      |
| house: five       | under five answers nothing is broken down, nor quoted             | `tally`, `quoted` |
| house: spread     | counts and spread are shown, never a mean alone                   | `Tally`           |
| house: worst first| the largest share of low answers, then the smallest of high ones  | `badness`         |
| house: later      | only an item that has not started can still change                | `may_change`      |

Low is 1 or 2, middle is 3, high is 4.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction

SMALLEST_N = 5
LEVELS = (1, 2, 3, 4)


class Why(StrEnum):
    NOT_OVER = "not_over"
    UNANSWERED = "unanswered"
    STARTED = "started"
    SAID_ALREADY = "said_already"


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How many answered low, middle and high, and the lowest and highest level anyone chose."""

    low: int
    middle: int
    high: int
    least: int
    most: int

    @property
    def n(self) -> int:
        return self.low + self.middle + self.high


def may_answer(
    *, over_at: datetime, at: datetime, asked: Sequence[str], answered: Sequence[str]
) -> tuple[Why, ...]:
    """Every reason against it; `asked` and `answered` are the ids of the questions with levels."""
    against = {Why.NOT_OVER: at < over_at, Why.UNANSWERED: bool(set(asked) - set(answered))}
    return tuple(why for why, holds in against.items() if holds)


def tally(levels: Sequence[int]) -> Tally | None:
    """The counts; nothing under five answers, so that nobody can be recognised."""
    if len(levels) < SMALLEST_N:
        return None
    low, middle = sum(one <= 2 for one in levels), sum(one == 3 for one in levels)
    high = len(levels) - low - middle
    return Tally(low=low, middle=middle, high=high, least=min(levels), most=max(levels))


def badness(counted: Tally | None) -> tuple[Fraction, Fraction]:
    """Orders results: sorted by it, the worst stands first and what cannot be shown last."""
    if counted is None:
        return Fraction(1), Fraction(1)
    return Fraction(-counted.low, counted.n), Fraction(counted.high, counted.n)


def quoted(words: Sequence[str]) -> tuple[str, ...]:
    """Answers in words, in an order that tells nothing; none under five."""
    said = [one.strip() for one in words if one.strip()]
    return tuple(sorted(said, key=str.casefold)) if len(said) >= SMALLEST_N else ()


def may_change(*, starts_at: datetime, at: datetime) -> tuple[Why, ...]:
    """Whether an item can still change: it has not started."""
    return (Why.STARTED,) if starts_at <= at else ()
