"""Has a participant engaged enough? The rule is data; this file only compares.

| Clause            | Says                                                       | Here            |
|-------------------|------------------------------------------------------------|-----------------|
| pack: engagement  | more than, or at least, the pack's share of the base       | `decide`        |
| pack: items       | the base is the minutes of every item that counts          | `standing_from` |
| house             | an item never counts for more minutes than it is planned   | `standing_from` |
| house             | whole minutes and exact fractions; what is shown is floored | `Standing.now`  |
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from waymark.kit.formatting import hours as shown
from waymark.kit.formatting import share as percent


class Rule(Protocol):
    """What is asked of an engagement rule; `programmes.values.EngagementRule` answers it."""

    @property
    def share(self) -> Fraction: ...

    @property
    def is_strict(self) -> bool: ...


@dataclass(frozen=True)
class EngagementDecision:
    engaged: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Minutes earned of the base, and the most still possible."""

    earned: int
    base: int
    possible: int
    """Earned, and everything of the base that can still be earned."""

    @property
    def now(self) -> Fraction:
        return Fraction(self.earned, self.base) if self.base else Fraction(0)

    @property
    def best(self) -> Fraction:
        return Fraction(self.possible, self.base) if self.base else Fraction(0)


def decide(*, earned: int, of: int, rule: Rule) -> EngagementDecision:
    """Whether `earned` of `of` minutes satisfies the rule; every reason in words."""
    share = Fraction(earned, of)
    engaged = share > rule.share if rule.is_strict else share >= rule.share
    needed = least_minutes(of=of, rule=rule)
    asked = f"{'more than' if rule.is_strict else 'at least'} {percent(rule.share)}"
    if engaged:
        says = f"{shown(earned)} of {shown(of)} is {percent(share)}: {asked} is asked."
    else:
        missing = f"which takes {shown(needed)}, {shown(needed - earned)} more"
        says = f"{shown(earned)} of {shown(of)} is {percent(share)}: {asked} is asked, {missing}."
    return EngagementDecision(engaged=engaged, reasons=(says,))


def least_minutes(*, of: int, rule: Rule) -> int:
    """The fewest whole minutes that satisfy the rule."""
    exact = rule.share * of
    whole = -(-exact.numerator // exact.denominator)
    return whole + 1 if rule.is_strict and whole == exact else whole


def standing_from(
    *, planned: Mapping[str, int], credited: Mapping[str, int], closed: Iterable[str]
) -> Standing:
    """The standing, from minutes planned and credited by counting item; `closed` items earn no more."""
    over = frozenset(closed)
    earned = {item: min(max(credited.get(item, 0), 0), minutes) for item, minutes in planned.items()}
    possible = sum(earned[item] if item in over else minutes for item, minutes in planned.items())
    return Standing(earned=sum(earned.values()), base=sum(planned.values()), possible=possible)


def can_miss(*, standing: Standing, rule: Rule) -> int:
    """Minutes of what is still possible that may be missed; negative when the rule is out of reach."""
    return standing.possible - least_minutes(of=standing.base, rule=rule)
