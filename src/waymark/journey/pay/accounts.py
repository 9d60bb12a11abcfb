"""What each participant's fee is, who pays which part of it, and what of it was paid or is overdue."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from waymark.ground.cohorts.queries import zone_of
from waymark.journey.pay.models import FeeAgreement, FeeShare, Payment
from waymark.journey.pay.rules import Balance, Payer, TotalBalance, balance_of
from waymark.kit.clock import local_day

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment


@dataclass(frozen=True, kw_only=True)
class PayerLine:
    """One payer's part: what was agreed, paid and is overdue."""

    share: FeeShare
    balance: Balance


@dataclass(frozen=True, kw_only=True)
class FeeAccount:
    """One participant's fee."""

    enrolment: Enrolment
    agreement: FeeAgreement | None
    payers: tuple[PayerLine, ...] = ()
    payments: tuple[Payment, ...] = ()
    balance: Balance = field(default=Balance(0, 0, 0))

    @property
    def paid_by_others(self) -> dict[Payer, int]:
        """Pence from payers who have no part in the fee; they settle no part of it."""
        paid: dict[Payer, int] = defaultdict(int)
        for payment in self.payments:
            paid[Payer(payment.payer)] += payment.pence
        parts = {line.share.payer for line in self.payers}
        return {payer: pence for payer, pence in paid.items() if pence and payer not in parts}


def account_of(*, enrolment: Enrolment, at: datetime) -> FeeAccount:
    [account] = list_accounts(enrolments=[enrolment], at=at)
    return account


def list_accounts(*, enrolments: Iterable[Enrolment], at: datetime) -> list[FeeAccount]:
    """The fee of each of these participants, of one cohort, in their order; as many statements for one as for all."""
    enrolments = list(enrolments)
    agreements = {
        agreement.enrolment_id: agreement
        for agreement in FeeAgreement.objects.current()
        .filter(enrolment__in=enrolments)
        .select_related("by")
        .prefetch_related("shares__instalments")
    }
    payments: dict[int, list[Payment]] = defaultdict(list)
    for payment in Payment.objects.current().filter(enrolment__in=enrolments).select_related("by"):
        payments[payment.enrolment_id].append(payment)
    today = local_day(at, zone_of(cohort=enrolments[0].cohort)) if enrolments else at.date()
    return [
        _account(enrolment, agreements.get(enrolment.pk), payments[enrolment.pk], today=today)
        for enrolment in enrolments
    ]


def _account(
    enrolment: Enrolment, agreement: FeeAgreement | None, payments: list[Payment], *, today: date
) -> FeeAccount:
    received = sorted(payments, key=lambda payment: (payment.received_on, payment.pk))
    if agreement is None:
        paid = sum(payment.pence for payment in received)
        return FeeAccount(
            enrolment=enrolment, agreement=None, payments=tuple(received), balance=Balance(0, paid, 0)
        )
    shares = sorted(agreement.shares.all(), key=lambda share: share.pk)
    paid_by = _paid_by_share(shares, received)
    lines = tuple(
        PayerLine(
            share=share,
            balance=balance_of(_instalments(share), paid=paid_by[share.pk], today=today, agreed=share.pence),
        )
        for share in shares
    )
    total = TotalBalance(
        agreement.total_pence,
        sum(payment.pence for payment in received),
        sum(line.balance.due for line in lines),
        tuple(line.balance for line in lines),
    )
    return FeeAccount(
        enrolment=enrolment, agreement=agreement, payers=lines, payments=tuple(received), balance=total
    )


def _instalments(share: FeeShare) -> list[tuple[date, int]]:
    return [(instalment.due_on, instalment.pence) for instalment in share.instalments.all()]


def _paid_by_share(shares: list[FeeShare], payments: list[Payment]) -> dict[int, int]:
    """Payments of one kind of payer settle the shares of that kind in their order; the last takes what is left."""
    paid: dict[int, int] = {}
    left: dict[str, int] = defaultdict(int)
    for payment in payments:
        left[payment.payer] += payment.pence
    for share in shares:
        same = [other.pk for other in shares if other.payer == share.payer]
        taken = left[share.payer] if share.pk == same[-1] else min(share.pence, left[share.payer])
        paid[share.pk] = taken
        left[share.payer] -= taken
    return paid
