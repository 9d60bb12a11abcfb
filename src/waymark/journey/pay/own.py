"""A participant's view of their own fee: what they pay themselves in full, and of other payers the kind and the sums.

Names, purchase orders and payment references of other payers are not here, so that no page or file can show them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from waymark.journey.pay.accounts import FeeAccount, PayerLine, account_of
from waymark.journey.pay.gates import ShownGate, list_gates, rule_of, waivers_of
from waymark.journey.pay.models import PAYERS
from waymark.journey.pay.rules import Payer

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment
    from waymark.ground.people.models import Person


@dataclass(frozen=True, kw_only=True)
class OwnPart:
    """What one payer pays, in pence, VAT included."""

    payer: Payer
    label: str
    pence: int
    paid: int
    overdue: int
    instalments: tuple[tuple[date, int], ...]

    @property
    def is_own(self) -> bool:
        return self.payer is Payer.PERSON


@dataclass(frozen=True, kw_only=True)
class OwnPayment:
    received_on: date
    pence: int
    reference: str


@dataclass(frozen=True, kw_only=True)
class OwnFee:
    """What was agreed about a participant's fee, and what of it is paid; sums in pence."""

    net: int
    vat: int
    vat_percent: int
    total: int
    paid: int
    owed: int
    overdue: int
    parts: tuple[OwnPart, ...]
    payments: tuple[OwnPayment, ...]
    """Those of the participant alone."""
    gates: tuple[ShownGate, ...]
    is_waived: bool


def find_own_fee(*, for_: Person, enrolment: Enrolment, at: datetime) -> OwnFee | None:
    """The fee of an enrolment for the person who is enrolled; None for anyone else, and while none is agreed."""
    if enrolment.person_id != for_.pk:
        return None
    account = account_of(enrolment=enrolment, at=at)
    if account.agreement is None:
        return None
    waiver = waivers_of([enrolment]).get(enrolment.pk)
    rule = rule_of(enrolment.cohort)
    return OwnFee(
        net=account.agreement.net_pence,
        vat=account.agreement.vat_pence,
        vat_percent=account.agreement.vat_percent,
        total=account.agreement.total_pence,
        paid=account.balance.paid,
        owed=account.balance.owed,
        overdue=account.balance.overdue,
        parts=tuple(_part(line) for line in account.payers),
        payments=_payments(account),
        gates=tuple(list_gates(account=account, waiver=waiver, rule=rule, at=at)),
        is_waived=waiver is not None and waiver.waived,
    )


def _part(line: PayerLine) -> OwnPart:
    payer = Payer(line.share.payer)
    instalments = sorted((row.due_on, row.pence) for row in line.share.instalments.all())
    return OwnPart(
        payer=payer,
        label="You" if payer is Payer.PERSON else PAYERS[payer],
        pence=line.share.pence,
        paid=line.balance.paid,
        overdue=line.balance.overdue,
        instalments=tuple(instalments),
    )


def _payments(account: FeeAccount) -> tuple[OwnPayment, ...]:
    return tuple(
        OwnPayment(received_on=payment.received_on, pence=payment.pence, reference=payment.payment_reference)
        for payment in account.payments
        if payment.payer == Payer.PERSON and payment.pence
    )
