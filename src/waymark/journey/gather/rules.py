"""How are groups dealt, and may this meeting be recorded?

| Clause          | Says                                                                  | Here         |
|-----------------|-----------------------------------------------------------------------|--------------|
| house           | about six to a group; sizes differ by at most one                     | `deal`       |
| house           | colleagues of one organisation are spread over the groups             | `deal`       |
| house           | up to three latecomers join the smallest groups there are             | `deal`       |
| house           | a meeting is recorded after it was held, and takes two                | `may_record` |
| pack: minutes   | a meeting earns at most the minutes of its item                       | `may_record` |
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

SIZE = 6
LATECOMERS = 3


class Why(StrEnum):
    NOT_YET = "not_yet"
    BEFORE_START = "before_start"
    MINUTES = "minutes"
    TOO_FEW = "too_few"
    STRANGERS = "strangers"
    RECORDED = "recorded"


@dataclass(frozen=True)
class Waiting:
    """Somebody without a group: who, and from which organisation."""

    who: int
    organisation: str


def deal(waiting: Sequence[Waiting], *, sizes: Sequence[int] = ()) -> list[tuple[int, list[int]]]:
    """Who goes where: (number of the group, who joins it). Groups are numbered from 0; `sizes` are those there are.

    Numbers from len(sizes) on are groups to be made.
    """
    people = [one.who for one in sorted(waiting, key=lambda one: (one.organisation, one.who))]
    if not people:
        return []
    if sizes and len(people) <= LATECOMERS:
        return _join(people, sizes)
    number = max(1, round(len(people) / SIZE))
    return [(len(sizes) + place, people[place::number]) for place in range(number)]


def _join(people: Sequence[int], sizes: Sequence[int]) -> list[tuple[int, list[int]]]:
    now = list(sizes)
    joined: dict[int, list[int]] = {}
    for who in people:
        place = now.index(min(now))
        now[place] += 1
        joined.setdefault(place, []).append(who)
    return sorted(joined.items())


def may_record(
    *,
    held_on: date,
    today: date,
    starts_on: date,
    minutes: int,
    planned: int,
    present: Sequence[int],
    members: Sequence[int],
) -> tuple[Why, ...]:
    """Every reason against it; none when it may."""
    against = {
        Why.NOT_YET: held_on > today,
        Why.BEFORE_START: held_on < starts_on,
        Why.MINUTES: not 1 <= minutes <= planned,
        Why.TOO_FEW: len(set(present)) < 2,
        Why.STRANGERS: not set(present) <= set(members),
    }
    return tuple(why for why, holds in against.items() if holds)
