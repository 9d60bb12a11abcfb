"""A cohort's calendar, worked out from its first day.

| Clause        | Says                                                              | Here            |
|---------------|-------------------------------------------------------------------|-----------------|
| pack: plan    | days are counted from the cohort's first day                      | `calendar_from` |
| house         | local date and time are kept, the instant is worked out           | `_dated`        |
| house         | an item open over days is over when its last local day is over    | `_dated`        |
| house         | staff work with a cohort from their first day to their last        | `works_on`      |
| house         | a page is about the enrolment that is named, chosen or the only one | `choose_enrolment` |
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Protocol

from waymark.ground.cohorts.enrolments.reasons import DeclarationType, DeferralReason, WithdrawalReason
from waymark.ground.cohorts.enrolments.rules import EnrolmentStatus
from waymark.kit.clock import day_over, earliest, zone_named

__all__ = [
    "Dated",
    "DeclarationType",
    "DeferralReason",
    "EnrolmentChoice",
    "EnrolmentStatus",
    "WithdrawalReason",
    "calendar_from",
    "choose_enrolment",
    "works_on",
]


class Planned(Protocol):
    @property
    def day(self) -> int: ...
    @property
    def until_day(self) -> int | None: ...
    @property
    def starts(self) -> time | None: ...
    @property
    def venue(self) -> str | None: ...


class PlannedItem(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def minutes(self) -> int: ...
    @property
    def plan(self) -> Planned: ...


@dataclass(frozen=True, kw_only=True)
class Dated:
    """One item of a cohort's calendar."""

    item_id: str
    position: int
    on: date
    until: date
    starts_at: datetime | None
    ends_at: datetime
    venue: str


def calendar_from(items: Iterable[PlannedItem], *, starts_on: date, zone: str) -> tuple[Dated, ...]:
    """The calendar of a cohort that starts on that day."""
    return tuple(
        _dated(item, position=position, starts_on=starts_on, zone=zone) for position, item in enumerate(items)
    )


def _dated(item: PlannedItem, *, position: int, starts_on: date, zone: str) -> Dated:
    plan = item.plan
    on = starts_on + timedelta(days=plan.day)
    until = starts_on + timedelta(days=plan.until_day if plan.until_day is not None else plan.day)
    starts_at = earliest(on, plan.starts, zone_named(zone)) if plan.starts else None
    over = day_over(until, zone)
    one_day = starts_at is not None and until == on
    ends_at = min(starts_at + timedelta(minutes=item.minutes), over) if one_day and starts_at else over
    return Dated(
        item_id=item.id,
        position=position,
        on=on,
        until=until,
        starts_at=starts_at,
        ends_at=ends_at,
        venue=plan.venue or "",
    )


def works_on(day: date, *, from_on: date | None, until_on: date | None) -> bool:
    """Whether that local day is within the days on which a member of staff works with the cohort."""
    return (from_on is None or from_on <= day) and (until_on is None or day <= until_on)


class EnrolmentChoice(StrEnum):
    """How a participant's page finds which of their enrolments it is about."""

    NONE = "none"
    FOUND = "found"
    ASK = "ask"
    NOT_FOUND = "not_found"
    """It names an enrolment that isn't the person's."""


def choose_enrolment(
    own: Collection[str], *, named: str, chosen: str, past: Collection[str] = ()
) -> tuple[EnrolmentChoice, str]:
    """The reference of the enrolment that is named, else chosen, else the only one. Never the newest.

    `past` are the person's enrolments that carry on in another one: only an address that names one leads there.
    """
    if named:
        is_own = named in own or named in past
        return (EnrolmentChoice.FOUND, named) if is_own else (EnrolmentChoice.NOT_FOUND, "")
    if not own:
        return EnrolmentChoice.NONE, ""
    if len(own) == 1:
        return EnrolmentChoice.FOUND, next(iter(own))
    return (EnrolmentChoice.FOUND, chosen) if chosen in own else (EnrolmentChoice.ASK, "")
