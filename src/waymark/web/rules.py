"""What comes first on a home page. Pure.

| Clause                | Says                                                                     | Here          |
|-----------------------|--------------------------------------------------------------------------|---------------|
| experience: home      | the next thing is one thing: what can be done and falls due first        | `next_item`     |
| experience: home      | Now, next four weeks, later, done; at most five in Now                   | `group_by_time` |
| house                 | what is past and not done stays open until it is, and is never "next"    | `group_by_time` |
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from waymark.ground.hours.rules import ItemStatus

FOUR_WEEKS = timedelta(days=28)
MOST_NOW = 5


@dataclass(frozen=True, kw_only=True)
class RouteItem:
    """One item of the programme, for one participant, as the home page shows it."""

    item_id: str
    what: str
    status: ItemStatus
    why: str
    minutes: int
    earned: int
    on: date
    until: date
    way: str = ""
    """How it is done, and so which room's page it has."""
    opens: bool = True
    """Whether it has a page that can be opened now."""
    by_participant: bool = True
    """Whether the participant can do it alone, now that it is open."""
    is_own: bool = True
    """Whether the time is the participant's, and not a mentor's."""


@dataclass(frozen=True)
class Groups:
    now: list[RouteItem] = field(default_factory=list)
    past: list[RouteItem] = field(default_factory=list)
    """Past its time and still to be done or caught up."""
    soon: list[RouteItem] = field(default_factory=list)
    later: list[RouteItem] = field(default_factory=list)
    done: list[RouteItem] = field(default_factory=list)


def group_by_time(stops: Iterable[RouteItem], *, today: date) -> Groups:
    """Every stop in one group at most; a stop that is not the participant's own and is past is in none."""
    groups = Groups()
    for stop in sorted(stops, key=lambda stop: (stop.until, stop.on)):
        if stop.status in (ItemStatus.DONE, ItemStatus.SUBMITTED):
            groups.done.append(stop)
        elif stop.until < today:
            groups.past.extend([stop] if stop.is_own and stop.minutes else [])
        elif stop.on <= today and stop.status is not ItemStatus.CANNOT_START and len(groups.now) < MOST_NOW:
            groups.now.append(stop)
        elif stop.on <= today + FOUR_WEEKS:
            groups.soon.append(stop)
        else:
            groups.later.append(stop)
    return groups


def next_item(groups: Groups, *, today: date) -> RouteItem | None:
    """What to do next: what can be done now by the participant alone, else what comes first."""
    mine = [stop for stop in [*groups.now, *groups.past] if stop.by_participant and stop.opens]
    coming = [stop for stop in [*groups.soon, *groups.later] if stop.on >= today]
    return next(iter([*mine, *sorted(coming, key=lambda stop: stop.on)]), None)


def minutes_left(stops: Sequence[RouteItem]) -> int:
    """Minutes still to do in a group."""
    return sum(max(stop.minutes - stop.earned, 0) for stop in stops)
