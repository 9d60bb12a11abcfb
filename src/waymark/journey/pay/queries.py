"""Questions about fees. The caller has found cohort or enrolment for a lead; `find_own_fee` is a participant's."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from waymark.ground.cohorts.queries import find_last_change, list_calendar, status_of, zone_of
from waymark.ground.programmes.queries import programme_of
from waymark.journey.pay import words
from waymark.journey.pay.accounts import FeeAccount, PayerLine, account_of, list_accounts
from waymark.journey.pay.gates import (
    ShownGate,
    answer_fees,
    fee_columns,
    find_rules,
    find_waiting_gate,
    list_gates,
    rule_of,
    waivers_of,
)
from waymark.journey.pay.models import FeeAgreement, FeeWaiver, Payment
from waymark.journey.pay.own import OwnFee, find_own_fee
from waymark.journey.pay.personal_data import DATA
from waymark.journey.pay.rules import Charge, cancellation_charge
from waymark.kit.clock import local_day
from waymark.kit.corrections import earlier_records
from waymark.kit.personal_data import PersonalData, read_personal_data

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment
    from waymark.ground.people.models import Person
    from waymark.ground.programmes.values import Fee

__all__ = [
    "FeeAccount", "OwnFee", "PayerLine", "ShownGate", "account_of", "answer_fees", "fee_columns", "find_own_fee",
    "find_rules", "find_waiting_gate", "list_accounts", "list_gates", "note_in_words", "rule_of", "waivers_of",
]  # fmt: skip


def note_in_words(gate: ShownGate) -> str:
    """One sentence for the participant who waits at a gate: what isn’t settled, and before what it must be."""
    reason = gate.answer.reasons[0].removesuffix(".")
    return words.GATE_NOTE.format(reason=reason, gate=words.OWN_GATES[gate.name])


def fee_of(*, enrolment: Enrolment) -> Fee | None:
    """What the programme charges; None if its pack does not say."""
    return programme_of(enrolment.cohort.programme).fee


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


def find_waiver(*, enrolment: Enrolment) -> FeeWaiver | None:
    """The newest, whether it waives or takes that back."""
    return waivers_of([enrolment]).get(enrolment.pk)


def list_waivers(*, enrolment: Enrolment) -> list[FeeWaiver]:
    """Every waiver of an enrolment and each time one was taken back, the newest first."""
    rows = FeeWaiver.objects.filter(enrolment=enrolment).select_related("by")
    return list(rows.order_by("-id"))


def withdrawn_on(*, enrolment: Enrolment, at: datetime) -> date | None:
    """The day from which a participant who has withdrawn does not take part; None for anyone else."""
    if str(status_of(enrolment=enrolment, at=at)) != "withdrawn":
        return None
    withdrawal = find_last_change(enrolment=enrolment, kinds=("withdrawal",))
    return withdrawal.effective_on if withdrawal else None


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


def personal_data_of(*, person: Person) -> PersonalData:
    """Everything this room holds about a person; `personal_data.py` says what, and what is left out."""
    return read_personal_data(DATA, person=person)
