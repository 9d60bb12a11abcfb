"""Questions about fees. The caller has found cohort or enrolment for a lead."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from waymark.ground.cohorts.queries import list_calendar, list_changes_of, status_of, zone_of
from waymark.ground.programmes.queries import programme_of
from waymark.journey.pay import words
from waymark.journey.pay.models import FeeAgreement, FeeShare, Payment
from waymark.journey.pay.personal_data import DATA
from waymark.journey.pay.rules import Balance, Charge, balance_of, cancellation_charge
from waymark.kit.clock import local_day
from waymark.kit.corrections import earlier_records
from waymark.kit.personal_data import PersonalData, read_personal_data

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment
    from waymark.ground.people.models import Person
    from waymark.ground.programmes.values import Fee


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


def fee_of(*, enrolment: Enrolment) -> Fee | None:
    """What the programme charges; None if its pack does not say."""
    return programme_of(enrolment.cohort.programme).fee


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
    total = Balance(
        agreement.total_pence,
        sum(payment.pence for payment in received),
        sum(line.balance.due for line in lines),
    )
    return FeeAccount(
        enrolment=enrolment, agreement=agreement, payers=lines, payments=tuple(received), balance=total
    )


def _instalments(share: FeeShare) -> list[tuple[date, int]]:
    return [(instalment.due_on, instalment.pence) for instalment in share.instalments.all()]


def _paid_by_share(shares: list[FeeShare], payments: list[Payment]) -> dict[int, int]:
    """Payments of one kind of payer settle the shares of that kind in their order; the last takes what is left."""
    paid = dict.fromkeys((share.pk for share in shares), 0)
    left: dict[str, int] = defaultdict(int)
    for payment in payments:
        left[payment.payer] += payment.pence
    for share in shares:
        same = [other.pk for other in shares if other.payer == share.payer]
        taken = left[share.payer] if share.pk == same[-1] else min(share.pence, left[share.payer])
        paid[share.pk] = taken
        left[share.payer] -= taken
    return paid


def find_agreement(*, enrolment: Enrolment) -> FeeAgreement | None:
    rows = FeeAgreement.objects.current().filter(enrolment=enrolment).select_related("by")
    return rows.prefetch_related("shares__instalments").first()


def list_earlier_agreements(*, agreement: FeeAgreement) -> list[FeeAgreement]:
    """The agreements that this one replaced, the newest first."""
    rows = FeeAgreement.objects.select_related("by").prefetch_related("shares")
    return earlier_records(agreement, rows=rows)


def find_payment(*, enrolment: Enrolment, payment_id: int) -> Payment | None:
    """A payment that no correction has replaced."""
    return Payment.objects.current().filter(enrolment=enrolment, pk=payment_id).select_related("by").first()


def withdrawn_on(*, enrolment: Enrolment, at: datetime) -> date | None:
    """The day from which a participant who has withdrawn does not take part; None for anyone else."""
    if str(status_of(enrolment=enrolment, at=at)) != "withdrawn":
        return None
    days = [
        change.effective_on
        for change in list_changes_of(enrolment=enrolment)
        if change.kind == "withdrawal" and not hasattr(change, "undone_by")
    ]
    return max(days, default=None)


def charge_on(*, account: FeeAccount, at: datetime) -> Charge | None:
    """What a withdrawal costs, on its own day or else today; None without an agreed fee."""
    agreement, enrolment = account.agreement, account.enrolment
    if agreement is None:
        return None
    fee, cohort = fee_of(enrolment=enrolment), enrolment.cohort
    zone = zone_of(cohort=cohort)
    day = withdrawn_on(enrolment=enrolment, at=at) or local_day(at, zone)
    sessions = [item for item in list_calendar(cohort_id=cohort.pk) if item.starts_at is not None]
    over = [item for item in sessions if item.ends_at <= at and local_day(item.ends_at, zone) <= day]
    first = (list_earlier_agreements(agreement=agreement) or [agreement])[-1]
    return cancellation_charge(
        fee.cancellation if fee else (),
        fee_pence=agreement.total_pence,
        agreed_on=local_day(first.at, zone),
        today=day,
        starts_on=cohort.starts_on,
        sessions_over=len(over),
    )


def is_fee_settled(*, enrolment: Enrolment, at: datetime) -> tuple[bool, tuple[str, ...]]:
    """The condition `fees`: a fee was agreed, and nothing of it is overdue. A pack asks for it, or no one does."""
    account = account_of(enrolment=enrolment, at=at)
    if account.agreement is None:
        return False, (words.NO_AGREEMENT,)
    if account.balance.overdue:
        return False, (words.overdue_sentence(account.balance.overdue),)
    return True, ()


def personal_data_of(*, person: Person) -> PersonalData:
    """Everything this room holds about a person; `personal_data.py` says what, and what is left out."""
    return read_personal_data(DATA, person=person)
