"""The hours of a programme, month by month. Pure.

| Item                       | Where its minutes go                                                  |
|----------------------------|-----------------------------------------------------------------------|
| takes place on one day     | to the month of that day                                              |
| is open for several days   | to its months by the number of its days in each; the parts add up     |
| does not count, or is a mentor's | nowhere                                                         |
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from waymark.ground.programmes.values import Actor, Item, Programme

DAYS_OF_MONTH = 30.4375


@dataclass(frozen=True)
class MonthHours:
    """The minutes of one month. `number` counts from 1."""

    number: int
    label: str
    minutes: int


def months_of(programme: Programme, *, starts_on: date | None) -> list[MonthHours]:
    """Every month from the first to the last in which there is something to do, empty ones too."""
    minutes: Counter[int] = Counter()
    for item in programme.items:
        if item.counts and item.actor is Actor.PARTICIPANT and item.minutes:
            minutes.update(_minutes_by_month(item, starts_on))
    if not minutes:
        return []
    return [
        MonthHours(number, label_of(number, starts_on=starts_on), minutes[number])
        for number in range(min(*minutes, 1), max(minutes) + 1)
    ]


def month_of(day: int, *, starts_on: date | None) -> int:
    """The number of the month of a day of the plan: calendar months if the start is known, otherwise equal ones."""
    if starts_on is None:
        return int(day // DAYS_OF_MONTH) + 1
    on = starts_on + timedelta(days=day)
    return (on.year - starts_on.year) * 12 + on.month - starts_on.month + 1


def label_of(number: int, *, starts_on: date | None, short: bool = False) -> str:
    """`January 2027`, `Jan 27` or `Month 3`."""
    if starts_on is None:
        return str(number) if short else f"Month {number}"
    month = starts_on.month - 1 + number - 1
    first = date(starts_on.year + month // 12, month % 12 + 1, 1)
    return f"{first:%b %y}" if short else f"{first:%B %Y}"


def _minutes_by_month(item: Item, starts_on: date | None) -> dict[int, int]:
    days = range(item.plan.day, (item.plan.until_day or item.plan.day) + 1)
    days_by_month = Counter(month_of(day, starts_on=starts_on) for day in days)
    months = sorted(days_by_month)
    return dict(zip(months, _shared(item.minutes, [days_by_month[month] for month in months]), strict=True))


def _shared(whole: int, weights: Iterable[int]) -> list[int]:
    """`whole` divided by weights into integers that add up to it."""
    ends = list(accumulate(weights))
    steps = [whole * end // ends[-1] for end in ends]
    return [after - before for before, after in zip([0, *steps], steps, strict=False)]
