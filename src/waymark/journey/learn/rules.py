"""May this register be saved? May this be called read?

| Clause         | Says                                                             | Here                |
|----------------|------------------------------------------------------------------|---------------------|
| house          | a register is taken once the session has started                 | `may_take_register` |
| pack: minutes  | nobody was there longer than the session is planned              | `may_take_register` |
| house          | study can be completed from the day on which it opens            | `may_complete`      |
| pack: pages    | a page earns its own minutes, the rest of an item what is left   | `rest_of`           |
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

WHOLE = "whole"
"""Stands for what a study item asks beyond its pages, such as a course in a VLE."""


class Why(StrEnum):
    NOT_STARTED = "not_started"
    TOO_LONG = "too_long"
    NOT_OPEN = "not_open"


def may_take_register(
    *, starts_at: datetime, at: datetime, minutes: Iterable[int], planned: int
) -> tuple[Why, ...]:
    """Every reason against it; none when it may."""
    against = {
        Why.NOT_STARTED: at < starts_at,
        Why.TOO_LONG: any(one < 0 or one > planned for one in minutes),
    }
    return tuple(why for why, holds in against.items() if holds)


def may_complete(*, opens_at: datetime, at: datetime) -> tuple[Why, ...]:
    """Every reason against it; none when it may."""
    return (Why.NOT_OPEN,) if at < opens_at else ()


def rest_of(*, planned: int, pages: Iterable[int]) -> int:
    """Minutes of a study item that its pages leave over; all of them where it has no pages."""
    return max(planned - sum(pages), 0)
