"""Decides whether a participant has engaged enough, and how far they are with each item.

The rule itself is data in the programme pack; this file only compares.

| Clause            | Rule                                                       | Here                      |
|-------------------|------------------------------------------------------------|---------------------------|
| pack: engagement  | more than, or at least, the pack's share of planned minutes | `decide_engagement`      |
| pack: items       | planned minutes are those of every item that counts        | `engagement_from_minutes` |
| house             | an item never counts for more minutes than are planned     | `engagement_from_minutes` |
| house             | whole minutes and exact fractions; shares shown are floored | `Engagement.now`         |
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Protocol

from waymark.ground.hours.pieces import REGISTER_WEEK, Taken, are_met, decide_all, pieces_of
from waymark.ground.hours.requirements import Amount, Outcome, State, requirement_in_words
from waymark.kit.formatting import duration, share

__all__ = [
    "REGISTER_WEEK",
    "Amount",
    "Engagement",
    "EngagementDecision",
    "ItemProgress",
    "ItemStatus",
    "Outcome",
    "State",
    "Taken",
    "are_met",
    "decide_all",
    "decide_engagement",
    "engagement_from_minutes",
    "minutes_needed",
    "minutes_to_spare",
    "pieces_of",
    "requirement_in_words",
    "rule_in_words",
]


class ShareRule(Protocol):
    """The share a rule asks for; `programmes.values.EngagementRule` is one."""

    @property
    def share(self) -> Fraction: ...

    @property
    def is_strict(self) -> bool: ...


@dataclass(frozen=True)
class EngagementDecision:
    engaged: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Engagement:
    """Minutes earned of the planned minutes, and the most that is still possible."""

    earned: int
    base: int
    """Planned minutes of every item that counts."""
    possible: int
    """Minutes earned, and everything that can still be earned."""

    @property
    def now(self) -> Fraction:
        return Fraction(self.earned, self.base) if self.base else Fraction(0)

    @property
    def best(self) -> Fraction:
        return Fraction(self.possible, self.base) if self.base else Fraction(0)


class ItemStatus(StrEnum):
    """How far a participant is with one item, in the order in which the states occur."""

    CANNOT_START = "cannot_start"
    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    WAITING = "waiting"
    SUBMITTED = "submitted"
    DONE = "done"


@dataclass(frozen=True, kw_only=True)
class ItemProgress:
    """One item of the programme for one participant: its status, and the reason in a sentence."""

    item_id: str
    status: ItemStatus
    why: str
    minutes: int = 0
    """Planned minutes."""
    earned: int = 0
    """Minutes credited so far."""


def decide_engagement(*, earned: int, of: int, rule: ShareRule) -> EngagementDecision:
    """Whether `earned` of `of` minutes satisfies the rule; every reason in words."""
    actual = Fraction(earned, of)
    engaged = actual > rule.share if rule.is_strict else actual >= rule.share
    sentence = f"{duration(earned)} of {duration(of)} is {share(actual)}. The rule is {rule_in_words(rule)}"
    if engaged:
        return EngagementDecision(engaged=True, reasons=(f"{sentence}.",))
    needed = minutes_needed(of=of, rule=rule)
    reason = f"{sentence}, which is {duration(needed)}, so {duration(needed - earned)} more is needed."
    return EngagementDecision(engaged=False, reasons=(reason,))


def rule_in_words(rule: ShareRule) -> str:
    """Such as "more than 90%"."""
    return f"{'more than' if rule.is_strict else 'at least'} {share(rule.share)}"


def minutes_needed(*, of: int, rule: ShareRule) -> int:
    """The fewest whole minutes that satisfy the rule."""
    exact = rule.share * of
    whole = -(-exact.numerator // exact.denominator)
    return whole + 1 if rule.is_strict and whole == exact else whole


def engagement_from_minutes(
    *, planned: Mapping[str, int], credited: Mapping[str, int], closed: Iterable[str]
) -> Engagement:
    """The engagement, from minutes planned and credited by counting item; `closed` items earn no more."""
    closed_ids = closed if isinstance(closed, AbstractSet) else frozenset(closed)
    base = sum(planned.values())
    earned = earned_of_closed = 0
    for item, minutes in credited.items():
        counted = min(max(minutes, 0), planned.get(item, 0))
        earned += counted
        if item in closed_ids:
            earned_of_closed += counted
    lost = sum(planned.get(item, 0) for item in closed_ids) - earned_of_closed
    return Engagement(earned=earned, base=base, possible=base - lost)


def minutes_to_spare(*, engagement: Engagement, rule: ShareRule) -> int:
    """Minutes of what is still possible that may be missed; negative when the rule is out of reach."""
    return engagement.possible - minutes_needed(of=engagement.base, rule=rule)
