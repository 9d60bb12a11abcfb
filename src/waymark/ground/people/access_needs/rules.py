"""What agreed needs come to.

| Clause                        | Says                                                        | Here               |
|-------------------------------|-------------------------------------------------------------|--------------------|
| Equality Act 2010, section 20 | adjustments follow the need and the normal way of working   | `adjustments_from` |
| house: several needs          | the most time counts once; every copy that one of them needs | `adjustments_from` |
| house: review                 | due on the day that was agreed, and from then on            | `is_due`           |
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

MOST_EXTRA_DAYS = 60
"""Calendar days: what goes beyond is a typing error."""
MOST_REST_MINUTES = 2_400
"""Forty hours in a window: what goes beyond is a typing error."""


@dataclass(frozen=True, kw_only=True)
class Adjustments:
    """What a person has in every assessment."""

    extra_days: int = 0
    rest_breaks: bool = False
    rest_minutes: int = 0
    large_print: bool = False
    word_copy: bool = False

    @property
    def has_copies(self) -> bool:
        return self.large_print or self.word_copy


def adjustments_from(needs: Iterable[Adjustments]) -> Adjustments:
    """Several needs taken together: time is not added up, because it passes for all of them at once."""
    needs = tuple(needs)
    return Adjustments(
        extra_days=max((need.extra_days for need in needs), default=0),
        rest_breaks=any(need.rest_breaks for need in needs),
        rest_minutes=max((need.rest_minutes for need in needs), default=0),
        large_print=any(need.large_print for need in needs),
        word_copy=any(need.word_copy for need in needs),
    )


def is_due(review_on: date | None, *, today: date) -> bool:
    """Whether a need should be reviewed with the person now."""
    return review_on is not None and review_on <= today
