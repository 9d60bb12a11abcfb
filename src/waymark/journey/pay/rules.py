"""Money in whole pence: VAT, parts that add up, what is due when, and what a withdrawal costs. Pure.

| Clause             | Says                                                                  | Here                  |
|--------------------|-----------------------------------------------------------------------|-----------------------|
| house: pence       | a sum is a whole number of pence; no more than two decimals are read  | `read_pounds`         |
| house: rounding    | VAT is rounded to the nearest penny, half a penny up                  | `vat_on`              |
| house: parts       | parts add up to the whole; odd pennies go to the first parts          | `divide`              |
| house: due         | an instalment is overdue from the day after its own                   | `balance_of`          |
| house: total       | what is owed and overdue is the sum of the payers’ parts              | `TotalBalance`        |
| pack: cancellation | the rule that is reached last; in a cooling-off period only that rule | `cancellation_charge` |
| pack: gate         | nothing waits for a fee unless the pack or the provider says so       | `reasons_to_wait`     |
| pack: gate         | only overdue parts of the payers that are named                       | `overdue_for`         |
| pack: gate         | before the start, only what was due by the first day                  | `overdue_for`         |
| house: notice      | told 14 days before an instalment that they wait for, and once it is overdue | `notice_for`   |
| house: waiver      | a lead lets someone carry on, with a reason                           | `reasons_to_wait`     |
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from waymark.ground.programmes.values import GateName, Payer
from waymark.kit.decisions import Decision

if TYPE_CHECKING:
    from waymark.ground.programmes.values import CancellationRule, FeeGate

__all__ = ["GateName", "Payer"]

MOST_PENCE = 1_000_000_000
NOTICE_DAYS, LATE_NOTICE_DAYS = 14, 7


class GateReason(StrEnum):
    """Why a participant waits at a gate."""

    NO_AGREEMENT = "no_agreement"
    OVERDUE = "overdue"


class FeeReason(StrEnum):
    """Why an agreement or a payment is refused."""

    NO_PAYER = "no_payer"
    DOES_NOT_ADD_UP = "does_not_add_up"
    NOT_POSITIVE = "not_positive"
    SAME_PAYER = "same_payer"
    IN_THE_FUTURE = "in_the_future"
    NOTHING_DIFFERS = "nothing_differs"
    NOTHING_RECEIVED = "nothing_received"


class ChargeReason(StrEnum):
    """Why a withdrawal costs what it costs."""

    COOLING_OFF = "cooling_off"
    BEFORE_START = "before_start"
    AFTER_SESSION = "after_session"
    NO_RULE = "no_rule"
    AT_MOST_THE_FEE = "at_most_the_fee"


def read_pounds(text: str) -> int | None:
    """Pence in a sum as people write it, such as `£4,099` or `4099.50`; None if it is not one."""
    plain = re.sub(r"[£\s]", "", text.strip().removesuffix("GBP"))
    if not re.fullmatch(r"(\d{1,3}(,\d{3})+|\d{1,9})(\.\d{1,2})?", plain, flags=re.ASCII):
        return None
    whole, _, part = plain.replace(",", "").partition(".")
    pence = int(whole) * 100 + int(part.ljust(2, "0"))
    return pence if pence <= MOST_PENCE else None


def write_pounds(pence: int) -> str:
    """As `read_pounds` reads it, and as a spreadsheet calculates with it: `4099.50`."""
    return f"{'-' if pence < 0 else ''}{abs(pence) // 100}.{abs(pence) % 100:02}"


def vat_on(net_pence: int, *, percent: int) -> int:
    """To the nearest penny, half a penny up."""
    return (net_pence * percent + 50) // 100


def divide(pence: int, parts: int) -> tuple[int, ...]:
    """Parts that differ by at most a penny and add up exactly; the first ones have the odd pennies."""
    each, odd = divmod(pence, parts)
    return tuple(each + (number < odd) for number in range(parts))


def instalments_of(pence: int, *, parts: int, first_on: date) -> tuple[tuple[date, int], ...]:
    """Days and pence, a month apart; the 31st becomes the last day of a shorter month."""
    return tuple(
        (months_later(first_on, number), part)
        for number, part in enumerate(divide(pence, parts))
        if part or not number
    )


def months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


@dataclass(frozen=True)
class Share:
    """One payer's part of a fee, VAT included."""

    payer: Payer
    name: str
    pence: int


def may_agree(*, total: int, shares: Sequence[Share]) -> Decision[FeeReason]:
    """Whether these parts are a whole fee of `total` pence, VAT included."""
    names = [(share.payer, share.name.casefold()) for share in shares]
    checks = {
        FeeReason.NO_PAYER: not shares,
        FeeReason.NOT_POSITIVE: any(share.pence < 0 for share in shares),
        FeeReason.DOES_NOT_ADD_UP: bool(shares) and sum(share.pence for share in shares) != total,
        FeeReason.SAME_PAYER: len(set(names)) < len(names),
    }
    return Decision(tuple(reason for reason, applies in checks.items() if applies))


@dataclass(frozen=True)
class Balance:
    """In pence. What was paid beyond the fee is in credit."""

    agreed: int
    paid: int
    due: int
    """Of the instalments whose day is over."""

    @property
    def owed(self) -> int:
        return max(0, self.agreed - self.paid)

    @property
    def overdue(self) -> int:
        return max(0, self.due - self.paid)

    @property
    def credit(self) -> int:
        return max(0, self.paid - self.agreed)


@dataclass(frozen=True)
class TotalBalance(Balance):
    """Of a whole fee. One payer's credit settles no other payer's part, nor does what someone else paid."""

    parts: tuple[Balance, ...] = ()

    @property
    def owed(self) -> int:
        return sum(part.owed for part in self.parts)

    @property
    def overdue(self) -> int:
        return sum(part.overdue for part in self.parts)

    @property
    def credit(self) -> int:
        return max(0, self.paid + self.owed - self.agreed)


def balance_of(
    instalments: Iterable[tuple[date, int]], *, paid: int, today: date, agreed: int | None = None
) -> Balance:
    """Of instalments with their days; `agreed` is their sum unless it is given."""
    rows = list(instalments)
    return Balance(
        agreed=sum(pence for _, pence in rows) if agreed is None else agreed,
        paid=paid,
        due=sum(pence for due_on, pence in rows if due_on < today),
    )


@dataclass(frozen=True)
class PartOwed:
    """One payer's part: its instalments with their days, and what of them is paid; in pence."""

    payer: Payer
    instalments: tuple[tuple[date, int], ...]
    paid: int


def overdue_for(
    parts: Iterable[PartOwed], *, rule: FeeGate, gate: GateName, starts_on: date, today: date
) -> tuple[tuple[Payer, int], ...]:
    """Payers and pence that a participant waits for at a gate; nothing of a payer whose debts don't count."""
    last_due_on = starts_on if gate is GateName.START else date.max
    counted = [part for part in parts if part.payer in rule.debts_of]
    owed = (
        (part.payer, balance_of(_until(part, last_due_on), paid=part.paid, today=today).overdue)
        for part in counted
    )
    return tuple((payer, pence) for payer, pence in owed if pence)


def _until(part: PartOwed, last: date) -> list[tuple[date, int]]:
    return [(due_on, pence) for due_on, pence in part.instalments if due_on <= last]


def is_asked(rule: FeeGate | None, gate: GateName) -> bool:
    """Whether the fee is looked at before this gate."""
    return rule is not None and gate in rule.before


def reasons_to_wait(
    rule: FeeGate, *, agreed: bool, overdue: Sequence[tuple[Payer, int]], waived: bool
) -> tuple[GateReason, ...]:
    """Why a participant waits at a gate that looks at the fee; nothing once a lead has waived it."""
    checks = {
        GateReason.NO_AGREEMENT: rule.needs_agreement and not agreed,
        GateReason.OVERDUE: bool(overdue),
    }
    return tuple(reason for reason, applies in checks.items() if applies and not waived)


class NoticeReason(StrEnum):
    """Why a participant is emailed about an instalment that they wait for."""

    DUE = "due"
    OVERDUE = "overdue"


def notice_for(due_on: date, *, today: date) -> NoticeReason | None:
    """In the 14 days before an instalment is due, and in the seven after it; None otherwise."""
    days = (due_on - today).days
    if not -LATE_NOTICE_DAYS <= days <= NOTICE_DAYS:
        return None
    return NoticeReason.DUE if days >= 0 else NoticeReason.OVERDUE


@dataclass(frozen=True)
class Charge:
    pence: int
    reasons: tuple[ChargeReason, ...]
    session: int = 0
    """The session after which the rule applies; 0 for another rule."""


def cancellation_charge(
    rules: Sequence[CancellationRule],
    *,
    fee_pence: int,
    agreed_on: date,
    today: date,
    starts_on: date,
    sessions_over: int,
) -> Charge:
    """What is due if the participant withdraws today, with every reason.

    `sessions_over` counts the cohort's sessions that have ended.
    """
    for rule in rules:
        if rule.within_days is not None and today <= agreed_on + timedelta(days=rule.within_days):
            return _charge(rule, fee_pence, ChargeReason.COOLING_OFF)
    reached = {
        rule.after_session: rule
        for rule in reversed(rules)
        if rule.after_session is not None and rule.after_session <= sessions_over
    }
    if reached:
        return _charge(reached[max(reached)], fee_pence, ChargeReason.AFTER_SESSION)
    before = next((rule for rule in rules if rule.before is not None), None)
    if before is not None and today < starts_on:
        return _charge(before, fee_pence, ChargeReason.BEFORE_START)
    return Charge(0, (ChargeReason.NO_RULE,))


def _charge(rule: CancellationRule, fee_pence: int, reason: ChargeReason) -> Charge:
    pence = int(fee_pence * rule.share) if rule.share is not None else (rule.charge_pence or 0)
    session = rule.after_session or 0
    if pence > fee_pence:
        return Charge(fee_pence, (reason, ChargeReason.AT_MOST_THE_FEE), session)
    return Charge(pence, (reason,), session)
