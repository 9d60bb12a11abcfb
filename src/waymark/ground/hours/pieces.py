"""The items of a programme as they are for one participant on one day, and how they stand with each requirement.

| Clause | Rule                                                                                     | Here         |
|--------|------------------------------------------------------------------------------------------|--------------|
| house  | a session earns nothing more once its register can’t be saved any more                    | `pieces_of`  |
| house  | what is done in one’s own time is asked of those who join later too; what happened isn’t  | `SELF_PACED` |
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from waymark.ground.hours.requirements import Outcome, Piece, decide
from waymark.ground.programmes.values import Programme, Way
from waymark.kit.clock import local_day

if TYPE_CHECKING:
    from waymark.ground.programmes.values import Gate

REGISTER_WEEK = timedelta(days=7)
"""How long after a session its register may still be saved."""
SELF_PACED = frozenset({Way.STUDIED, Way.WORKED})
"""Ways that a participant can go at any time, also after the planned days."""


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What one participant has done, and what changed for them."""

    minutes: Mapping[str, int]
    """Net minutes credited, by item."""
    caught_up: Mapping[str, int]
    """Those of them that were earned by catching up, by item."""
    cancelled: Collection[str] = ()
    """Items that were cancelled."""
    joined_on: date | None = None
    """Their first day, if they joined after the cohort had started."""


def pieces_of(
    programme: Programme, ends: Mapping[str, datetime], taken: Taken, *, at: datetime
) -> list[Piece]:
    """Every item that counts. `ends`: the instant at which each item is over, by item."""
    zone = programme.assessment.zone
    return [
        Piece(
            item_id=item.id,
            component=item.component or "",
            planned=item.minutes,
            earned=taken.minutes.get(item.id, 0),
            caught_up=taken.caught_up.get(item.id, 0),
            due_on=local_day(ends[item.id] - timedelta(microseconds=1), zone),
            is_open=item.way is not Way.ATTENDED or at < ends[item.id] + REGISTER_WEEK,
            is_cancelled=item.id in taken.cancelled,
            was_before=(
                taken.joined_on is not None
                and item.way not in SELF_PACED
                and local_day(ends[item.id] - timedelta(microseconds=1), zone) < taken.joined_on
            ),
        )
        for item in programme.items
        if item.counts and item.id in ends
    ]


def decide_all(
    programme: Programme, pieces: Sequence[Piece], *, on: date, gate: Gate | None = None
) -> list[Outcome]:
    """How the participant stands with every requirement, or with those that are asked at one gate."""
    items = {item.id: item for item in programme.items}
    return [
        decide(
            requirement,
            [piece for piece in pieces if requirement.of.selects(items[piece.item_id])],
            on=on,
        )
        for requirement in programme.all_requirements
        if gate is None or gate in requirement.asked_at
    ]


def are_met(outcomes: Iterable[Outcome]) -> bool:
    """A decision is all of its requirements."""
    return all(outcome.met for outcome in outcomes)
