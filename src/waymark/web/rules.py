"""Decides what comes first on a participant's home page.

| Clause                | Rule                                                                     | Here            |
|-----------------------|--------------------------------------------------------------------------|-----------------|
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
LONGEST_NOW = 5


@dataclass(frozen=True, kw_only=True)
class RouteItem:
    """One item of the programme for one participant, as the home page shows it."""

    item_id: str
    what: str
    status: ItemStatus
    why: str
    minutes: int
    earned: int
    on: date
    until: date
    way: str = ""
    """How it is done, which decides its page."""
    opens: bool = True
    """Whether it has a page that can be opened now."""
    by_participant: bool = True
    """Whether the participant can do it alone, now that it is open."""
    is_own: bool = True
    """Whether the time is the participant's, not a mentor's."""


@dataclass(frozen=True)
class Groups:
    now: list[RouteItem] = field(default_factory=list)
    past: list[RouteItem] = field(default_factory=list)
    """Past its date and still to be done or caught up."""
    soon: list[RouteItem] = field(default_factory=list)
    later: list[RouteItem] = field(default_factory=list)
    done: list[RouteItem] = field(default_factory=list)


def group_by_time(items: Iterable[RouteItem], *, today: date) -> Groups:
    """Every item in at most one group; a past item that is not the participant's own is in none."""
    groups = Groups()
    for item in sorted(items, key=lambda item: (item.until, item.on)):
        if item.status in (ItemStatus.DONE, ItemStatus.SUBMITTED):
            groups.done.append(item)
        elif item.until < today:
            groups.past.extend([item] if item.is_own and item.minutes else [])
        elif (
            item.on <= today and item.status is not ItemStatus.CANNOT_START and len(groups.now) < LONGEST_NOW
        ):
            groups.now.append(item)
        elif item.on <= today + FOUR_WEEKS:
            groups.soon.append(item)
        else:
            groups.later.append(item)
    return groups


def next_item(groups: Groups, *, today: date) -> RouteItem | None:
    """The next item: what the participant can do now alone, else what comes first."""
    doable = [item for item in [*groups.now, *groups.past] if item.by_participant and item.opens]
    upcoming = [item for item in [*groups.soon, *groups.later] if item.on >= today]
    return next(iter([*doable, *sorted(upcoming, key=lambda item: item.on)]), None)


def minutes_left(items: Sequence[RouteItem]) -> int:
    """Minutes still to do in a group."""
    return sum(max(item.minutes - item.earned, 0) for item in items)
