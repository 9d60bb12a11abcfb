"""Agreeing a fee, recording a payment, and correcting both by a new row; waiving the gate, and the provider's rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from waymark.ground.cohorts.queries import zone_of
from waymark.ground.ledger import actions as ledger
from waymark.journey.pay import queries, rules, words
from waymark.journey.pay.models import FeeAgreement, FeeRules, FeeShare, FeeWaiver, Instalment, Payment
from waymark.journey.pay.rules import FeeReason, GateName, Payer, Share
from waymark.kit.clock import local_day
from waymark.kit.corrections import refuse_if_replaced
from waymark.kit.formatting import pounds
from waymark.kit.forms import ChangedSince
from waymark.kit.locks import lock_row
from waymark.kit.refusals import Reason, Refusal, reasons_for

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment
    from waymark.ground.people.models import Person


class CannotAgree(Refusal):
    """The fee cannot be agreed as given."""


class CannotRecordPayment(Refusal):
    """The payment cannot be recorded as given."""


class CannotWaive(Refusal):
    """There is nothing to waive, or nothing to take back."""


@dataclass(frozen=True, kw_only=True)
class NewShare:
    """One payer's part: pence with VAT, and its instalments."""

    payer: Payer
    name: str
    purchase_order: str
    pence: int
    instalments: tuple[tuple[date, int], ...]


@transaction.atomic
def agree_fee(
    *,
    enrolment: Enrolment,
    net_pence: int,
    vat_percent: int,
    shares: Sequence[NewShare],
    reason: str,
    by: Person,
    at: datetime,
    replaces: FeeAgreement | None = None,
) -> FeeAgreement:
    """Record a participant's fee and who pays it. With `replaces`, a changed agreement, with its reason.

    The same again changes nothing. Raises `ChangedSince` if someone agreed something else meanwhile.
    """
    lock_row(enrolment)
    vat_pence = rules.vat_on(net_pence, percent=vat_percent)
    _check(net_pence + vat_pence, shares)
    current = queries.find_agreement(enrolment=enrolment)
    if current is not None:
        if _content_of(current) == _content(net_pence, vat_percent, shares):
            if replaces is not None:
                raise CannotAgree(*reasons_for((FeeReason.NOTHING_DIFFERS,), words.SENTENCES))
            return current
        if replaces is None:
            raise ChangedSince(by=current.by.name, at=current.at)
        refuse_if_replaced(current, replaces)
    agreement = FeeAgreement.objects.create(
        enrolment=enrolment,
        net_pence=net_pence,
        vat_pence=vat_pence,
        vat_percent=vat_percent,
        replaces=replaces,
        reason=reason,
        by=by,
        at=at,
    )
    for share in shares:
        row = FeeShare.objects.create(
            agreement=agreement,
            payer=share.payer,
            name=share.name,
            purchase_order=share.purchase_order,
            pence=share.pence,
        )
        Instalment.objects.bulk_create(
            Instalment(share=row, due_on=due_on, pence=pence) for due_on, pence in share.instalments
        )
    facts = {"pence": agreement.total_pence, "payers": len(shares)}
    verb = "pay.fee_changed" if replaces else "pay.fee_agreed"
    ledger.record(verb, about=enrolment, provider_id=enrolment.cohort.provider_id, by=by, at=at, facts=facts)
    return agreement


def _check(total: int, shares: Sequence[NewShare]) -> None:
    parts = [Share(share.payer, share.name, share.pence) for share in shares]
    decision = rules.may_agree(total=total, shares=parts)
    if not decision.allowed:
        facts = {"parts": pounds(sum(share.pence for share in shares)), "total": pounds(total)}
        raise CannotAgree(*reasons_for(decision.reasons, words.SENTENCES, **facts))
    for share in shares:
        assert sum(pence for _, pence in share.instalments) == share.pence


def _content(net_pence: int, vat_percent: int, shares: Sequence[NewShare]) -> Any:
    rows = [
        (str(share.payer), share.name, share.purchase_order, share.pence, sorted(share.instalments))
        for share in shares
    ]
    return net_pence, vat_percent, sorted(rows)


def _content_of(agreement: FeeAgreement) -> Any:
    rows = [
        (
            share.payer,
            share.name,
            share.purchase_order,
            share.pence,
            sorted((instalment.due_on, instalment.pence) for instalment in share.instalments.all()),
        )
        for share in agreement.shares.all()
    ]
    return agreement.net_pence, agreement.vat_percent, sorted(rows)


@transaction.atomic
def record_payment(
    *,
    enrolment: Enrolment,
    payer: Payer,
    pence: int,
    received_on: date,
    payment_reference: str,
    by: Person,
    at: datetime,
    replaces: Payment | None = None,
    reason: str = "",
) -> Payment:
    """Record what was received, or with `replaces` correct it; a correction to 0 pence cancels it."""
    lock_row(enrolment)
    content = (str(payer), pence, received_on, payment_reference)
    reasons = []
    if received_on > local_day(at, zone_of(cohort=enrolment.cohort)):
        reasons.append(FeeReason.IN_THE_FUTURE)
    if replaces is None and pence == 0:
        reasons.append(FeeReason.NOTHING_RECEIVED)
    if replaces is not None and content == _payment_content(replaces):
        reasons.append(FeeReason.NOTHING_DIFFERS)
    if reasons:
        raise CannotRecordPayment(*reasons_for(reasons, words.SENTENCES))
    if replaces is not None and queries.find_payment(enrolment=enrolment, payment_id=replaces.pk) is None:
        later = Payment.objects.select_related("by").get(replaces=replaces)
        raise ChangedSince(by=later.by.name, at=later.at)
    payment = Payment.objects.create(
        enrolment=enrolment,
        payer=payer,
        pence=pence,
        received_on=received_on,
        payment_reference=payment_reference,
        replaces=replaces,
        reason=reason,
        by=by,
        at=at,
    )
    verb = "pay.payment_corrected" if replaces else "pay.payment_recorded"
    ledger.record(
        verb,
        about=enrolment,
        provider_id=enrolment.cohort.provider_id,
        by=by,
        at=at,
        facts={"pence": pence},
    )
    return payment


def _payment_content(payment: Payment) -> Any:
    return payment.payer, payment.pence, payment.received_on, payment.payment_reference


@transaction.atomic
def waive_fee(*, enrolment: Enrolment, waived: bool, reason: str, by: Person, at: datetime) -> FeeWaiver:
    """Let a participant pass every gate that looks at the fee; with `waived` False, take that back.

    What is owed stays owed. The same with the same reason changes nothing.
    """
    lock_row(enrolment)
    newest = queries.find_waiver(enrolment=enrolment)
    if waived == (newest is not None and newest.waived):
        if newest is not None and newest.reason == reason:
            return newest
        raise CannotWaive(Reason("same", words.SAME_WAIVER[waived]))
    waiver = FeeWaiver.objects.create(enrolment=enrolment, waived=waived, reason=reason, by=by, at=at)
    verb = "pay.fee_waived" if waived else "pay.fee_waiver_ended"
    provider_id = enrolment.cohort.provider_id
    ledger.record(verb, about=enrolment, provider_id=provider_id, by=by, at=at, facts={"reason": reason})
    return waiver


@transaction.atomic
def set_fee_rules(
    *,
    as_programme: bool,
    before: Sequence[GateName] = (),
    debts_of: Sequence[Payer] = (),
    needs_agreement: bool = False,
    by: Person,
    at: datetime,
) -> FeeRules:
    """Say before what the fees of the provider's participants must be paid up to date. The same changes nothing."""
    lock_row(by.provider)
    content: dict[str, Any] = {
        "as_programme": as_programme,
        "before": [] if as_programme else [gate.value for gate in before],
        "debts_of": [] if as_programme else [payer.value for payer in debts_of],
        "needs_agreement": needs_agreement and not as_programme,
    }
    newest = queries.find_rules(provider_id=by.provider_id)
    if newest is not None and all(getattr(newest, name) == value for name, value in content.items()):
        return newest
    row = FeeRules.objects.create(provider=by.provider, by=by, at=at, **content)
    ledger.record("pay.rules_changed", about=row, provider_id=by.provider_id, by=by, at=at, facts=content)
    return row
