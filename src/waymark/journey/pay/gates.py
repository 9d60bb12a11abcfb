"""The condition `fees`: who waits at a gate until a fee is paid up to date, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import OuterRef, Subquery

from waymark.ground.cohorts.queries import zone_of
from waymark.ground.programmes.conditions import Answer
from waymark.ground.programmes.queries import programme_of
from waymark.ground.programmes.values import FeeGate
from waymark.journey.pay import rules, words
from waymark.journey.pay.accounts import FeeAccount, list_accounts
from waymark.journey.pay.models import FeeRules, FeeWaiver
from waymark.journey.pay.rules import GateName, GateReason, PartOwed, Payer
from waymark.kit.clock import local_day

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort, Enrolment


def find_rules(*, provider_id: int) -> FeeRules | None:
    """What the provider decided last; None if it never did."""
    rows = FeeRules.objects.filter(provider_id=provider_id).select_related("by")
    return rows.order_by("-id").first()


def rule_of(cohort: Cohort) -> FeeGate | None:
    """The rule of a cohort: its provider's own, else that of its programme; None where nothing waits for a fee."""
    own = find_rules(provider_id=cohort.provider_id)
    return programme_rule(cohort) if own is None or own.as_programme else gate_from(own)


def fee_columns() -> dict[str, Subquery]:
    """For a statement that reads enrolments anyway: whether the provider ever decided about its gates.

    `find_waiting_gate` reads them, so that a page without gates needs no statement.
    """
    newest = FeeRules.objects.filter(provider=OuterRef("cohort__provider")).order_by("-id")
    return {"fee_rules_id": Subquery(newest.values("pk")[:1])}


def find_waiting_gate(*, enrolment: Enrolment, gates: Sequence[GateName], at: datetime) -> ShownGate | None:
    """The first of these gates at which the fee of an enrolment of `fee_columns` waits; None where none does."""
    cohort = enrolment.cohort
    has_rules = vars(enrolment)["fee_rules_id"] is not None
    rule = rule_of(cohort) if has_rules else programme_rule(cohort)
    if rule is None or not any(rules.is_asked(rule, gate) for gate in gates):
        return None
    [account] = list_accounts(enrolments=[enrolment], at=at)
    waiver = waivers_of([enrolment]).get(enrolment.pk)
    shown = list_gates(account=account, waiver=waiver, rule=rule, at=at)
    return next((gate for gate in shown if gate.name in gates and not gate.answer.is_met), None)


def programme_rule(cohort: Cohort) -> FeeGate | None:
    """What the programme says about its fee, or by the condition `fees` of its assessment."""
    programme = programme_of(cohort.programme)
    if programme.fee is not None and programme.fee.gate is not None:
        return programme.fee.gate
    if "fees" in programme.assessment.conditions:
        return FeeGate(before=(GateName.SITTING,), needs_agreement=True)
    return None


def gate_from(row: FeeRules) -> FeeGate:
    return FeeGate(
        before=tuple(GateName(name) for name in row.before),
        debts_of=tuple(Payer(name) for name in row.debts_of),
        needs_agreement=row.needs_agreement,
    )


def waivers_of(enrolments: Iterable[Enrolment]) -> dict[int, FeeWaiver]:
    """The newest of each enrolment that has one, whether it waives or takes that back."""
    rows = FeeWaiver.objects.filter(enrolment__in=list(enrolments)).select_related("by").order_by("id")
    return {row.enrolment_id: row for row in rows}


def answer_fees(*, enrolments: Sequence[Enrolment], gate: GateName, at: datetime) -> dict[int, Answer]:
    """The condition `fees`, for participants of one cohort; nothing where this gate doesn't look at the fee.

    Where it does not, that is one statement.
    """
    cohort = enrolments[0].cohort
    rule = rule_of(cohort)
    if rule is None or not rules.is_asked(rule, gate):
        return {}
    waivers = waivers_of(enrolments)
    return {
        account.enrolment.pk: answer(
            account, waivers.get(account.enrolment.pk), rule=rule, gate=gate, cohort=cohort, at=at
        )
        for account in list_accounts(enrolments=enrolments, at=at)
    }


def answer(
    account: FeeAccount,
    waiver: FeeWaiver | None,
    *,
    rule: FeeGate,
    gate: GateName,
    cohort: Cohort,
    at: datetime,
) -> Answer:
    """Whether the fee of one participant of the cohort lets them through the gate."""
    overdue = rules.overdue_for(
        parts_of(account), rule=rule, gate=gate, starts_on=cohort.starts_on, today=_today(cohort, at)
    )
    reasons = rules.reasons_to_wait(
        rule,
        agreed=account.agreement is not None,
        overdue=overdue,
        waived=waiver is not None and waiver.waived,
    )
    if not reasons:
        return Answer(True)
    whom_to_ask = words.WHOM_TO_ASK.format(enquiries=cohort.provider.enquiries_email)
    return Answer(False, (*to_participant(reasons, overdue), whom_to_ask), to_staff(reasons, overdue))


def to_participant(reasons: Iterable[GateReason], overdue: Iterable[tuple[Payer, int]]) -> tuple[str, ...]:
    return _sentences(words.FIRST, reasons, overdue, names=words.OWN_PAYERS)


def to_staff(reasons: Iterable[GateReason], overdue: Iterable[tuple[Payer, int]]) -> tuple[str, ...]:
    return _sentences(words.FIRST_TO_STAFF, reasons, overdue, names=words.STAFF_PAYERS)


def _sentences(
    sentences: dict[GateReason, str],
    reasons: Iterable[GateReason],
    overdue: Iterable[tuple[Payer, int]],
    *,
    names: dict[Payer, str],
) -> tuple[str, ...]:
    in_words = words.overdue_in_words(overdue, names=names)
    return tuple(sentences[reason].format(overdue=in_words) for reason in reasons)


def parts_of(account: FeeAccount) -> tuple[PartOwed, ...]:
    return tuple(
        PartOwed(
            payer=Payer(line.share.payer),
            instalments=tuple((row.due_on, row.pence) for row in line.share.instalments.all()),
            paid=line.balance.paid,
        )
        for line in account.payers
    )


def _today(cohort: Cohort, at: datetime) -> date:
    return local_day(at, zone_of(cohort=cohort))


@dataclass(frozen=True)
class ShownGate:
    """One gate that looks at the fee, and whether a participant may pass it now."""

    name: GateName
    answer: Answer


def list_gates(
    *, account: FeeAccount, waiver: FeeWaiver | None, rule: FeeGate | None, at: datetime
) -> list[ShownGate]:
    """In their order; none where nothing waits for a fee."""
    if rule is None:
        return []
    cohort = account.enrolment.cohort
    return [
        ShownGate(gate, answer(account, waiver, rule=rule, gate=gate, cohort=cohort, at=at))
        for gate in GateName
        if rules.is_asked(rule, gate)
    ]
