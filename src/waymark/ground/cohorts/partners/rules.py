"""From which day until which an enrolment is with a delivery partner. Pure.

| Who              | Sees                                                                          |
|------------------|-------------------------------------------------------------------------------|
| partner's person | an enrolment whose last partner that has taken effect is theirs, and its days |
| partner's person | nothing of it from the day on which it is with another, or with none          |
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby, zip_longest

from waymark.kit.folding import fold


@dataclass(frozen=True, order=True)
class Period:
    """Days with one partner."""

    from_on: date
    until_on: date | None = None
    """The first day on which it is not with the partner any more; None: it still is."""


def is_same_partner(name: str, other: str) -> bool:
    """Whether two names are of one partner; an empty name is of none."""
    return bool(fold(name)) and fold(name) == fold(other)


def periods_with(partners: Collection[str], changes: Iterable[tuple[date, str]]) -> tuple[Period, ...]:
    """The periods in which an enrolment is with one of these partners, the first one first.

    `changes` are the days and names of its delivery partners in the order in which they take effect; of several on
    one day, the last counts.
    """
    own = {fold(partner) for partner in partners} - {""}
    days = [(day, list(names)[-1][1]) for day, names in groupby(changes, key=lambda change: change[0])]
    ends = [day for day, _ in days[1:]]
    periods: list[Period] = []
    for (day, name), until_on in zip_longest(days, ends):
        if fold(name) in own:
            _add(periods, Period(day, until_on))
    return tuple(periods)


def _add(periods: list[Period], period: Period) -> None:
    """Two periods that touch are one: only the spelling of the name was changed."""
    if periods and periods[-1].until_on == period.from_on:
        period = Period(periods.pop().from_on, period.until_on)
    periods.append(period)
