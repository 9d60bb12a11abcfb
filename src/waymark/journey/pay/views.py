"""For the lead: the fees of a cohort, one participant's fee and payments, the fee statement, the gate and its rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.people.access import Request, open_to
from waymark.ground.people.roles import Role
from waymark.journey.pay import actions, queries, words
from waymark.journey.pay import statement as pdf
from waymark.journey.pay.forms import (
    AS_PROGRAMME,
    AgreementForm,
    FeeRulesForm,
    PaymentCorrectionForm,
    PaymentForm,
    WaiverForm,
)
from waymark.journey.pay.models import PAYERS
from waymark.journey.pay.rules import GateName, Payer, write_pounds
from waymark.kit.clock import local_day
from waymark.kit.downloads import download
from waymark.kit.formatting import pounds
from waymark.kit.forms import made_from, refusal_as_error, refuse_if_changed
from waymark.kit.spreadsheets import csv_of

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment
    from waymark.journey.pay.queries import FeeAccount

HEADING = (
    "Reference", "Name", "Payer", "Name of payer", "Purchase order", "Fee with VAT", "Paid", "Owed", "Overdue",
)  # fmt: skip


def _accounts(request: Request, slug: str) -> list[FeeAccount]:
    rows = cohorts.list_enrolments_for(for_=request.person, role=Role.LEAD, cohort_slug=slug)
    return queries.list_accounts(enrolments=rows, at=request.at)


@open_to(Role.LEAD)
@require_safe
def cohort(request: Request, slug: str) -> HttpResponse:
    row = cohorts.get_cohort_or_404(for_=request.person, role=Role.LEAD, slug=slug)
    accounts = _accounts(request, slug)
    context = {
        "cohort": row,
        "accounts": accounts,
        "agreed": sum(account.balance.agreed for account in accounts),
        "paid": sum(account.balance.paid for account in accounts),
        "overdue": sum(account.balance.overdue for account in accounts),
        "without": sum(account.agreement is None for account in accounts),
    }
    return render(request, "pay/cohort.html", context)


@open_to(Role.LEAD)
@require_safe
def cohort_csv(request: Request, slug: str) -> HttpResponse:
    """A line for each payer, and for each who paid without a part in the fee; who has no agreed fee has one too.

    Amounts are in pounds, as they are read back.
    """
    row = cohorts.get_cohort_or_404(for_=request.person, role=Role.LEAD, slug=slug)
    lines = [line for account in _accounts(request, slug) for line in _lines(account)]
    return download(csv_of(HEADING, lines), name=f"{row.slug}-fees.csv", kind="text/csv; charset=utf-8")


def _lines(account: FeeAccount) -> list[tuple[str, ...]]:
    who = (account.enrolment.reference, account.enrolment.person.name)
    if not account.payers:
        paid = write_pounds(account.balance.paid)
        return [(*who, "", "", "", "", paid, "", "")]
    agreed = [
        (
            *who,
            str(line.share.get_payer_display()),
            line.share.name,
            line.share.purchase_order,
            *(
                write_pounds(pence)
                for pence in (line.share.pence, line.balance.paid, line.balance.owed, line.balance.overdue)
            ),
        )
        for line in account.payers
    ]
    others = [
        (*who, PAYERS[payer], "", "", *(write_pounds(pence) for pence in (0, paid_pence, 0, 0)))
        for payer, paid_pence in account.paid_by_others.items()
    ]
    return agreed + others


def _enrolment_or_404(request: Request, reference: str) -> Enrolment:
    enrolment = cohorts.get_enrolment_for(for_=request.person, role=Role.LEAD, reference=reference)
    if enrolment is None:
        raise Http404
    return enrolment


@open_to(Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def fees(request: Request, reference: str) -> HttpResponse:
    """One participant's fee, its payers and payments, what a withdrawal would cost, and a form for a payment."""
    enrolment = _enrolment_or_404(request, reference)
    form = PaymentForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusal_as_error(form, field="received_on"):
            details = form.cleaned_data | {"payer": Payer(form.cleaned_data["payer"])}
            payment = actions.record_payment(enrolment=enrolment, by=request.person, at=request.at, **details)
            messages.success(request, f"You’ve recorded a payment of {pounds(payment.pence)}.")
            return redirect("pay:fees", reference)
    account = queries.account_of(enrolment=enrolment, at=request.at)
    charge = queries.charge_on(account=account, at=request.at)
    earlier = (
        queries.list_earlier_agreements(agreement=account.agreement) if account.agreement is not None else []
    )
    waiver = queries.find_waiver(enrolment=enrolment)
    rule = queries.rule_of(enrolment.cohort)
    gates = queries.list_gates(account=account, waiver=waiver, rule=rule, at=request.at)
    context = {
        "enrolment": enrolment,
        "account": account,
        "others": [(PAYERS[payer], pence) for payer, pence in account.paid_by_others.items()],
        "gates": [(words.GATES[gate.name], gate.answer) for gate in gates],
        "is_waived": waiver is not None and waiver.waived,
        "waivers": queries.list_waivers(enrolment=enrolment),
        "charge": charge,
        "withdrawn_on": queries.withdrawn_on(enrolment=enrolment, at=request.at),
        "charge_reasons": words.charge_sentences(charge) if charge else [],
        "earlier": earlier,
        "form": form,
    }
    return render(request, "pay/fees.html", context, status=422 if form.errors else 200)


@open_to(Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def agreement(request: Request, reference: str) -> HttpResponse:
    """The fee and who pays it, to be agreed or changed."""
    enrolment = _enrolment_or_404(request, reference)
    current = queries.find_agreement(enrolment=enrolment)
    zone = cohorts.zone_of(cohort=enrolment.cohort)
    form = AgreementForm(
        request.POST if request.method == "POST" else None,
        fee=queries.fee_of(enrolment=enrolment),
        agreement=current,
        today=local_day(request.at, zone),
    )
    version = current.pk if current else 0
    if request.method == "POST" and form.is_valid():
        with refusal_as_error(form):
            if current is not None:
                refuse_if_changed(made_from(request), version, by=current.by.name, at=current.at)
            actions.agree_fee(
                enrolment=enrolment,
                net_pence=form.cleaned_data["net"],
                vat_percent=form.cleaned_data["vat_percent"],
                shares=form.shares(),
                reason=form.cleaned_data.get("reason", ""),
                replaces=current,
                by=request.person,
                at=request.at,
            )
            messages.success(request, f"Saved the fee of {enrolment.person.name}.")
            return redirect("pay:fees", reference)
    context = {"enrolment": enrolment, "agreement": current, "form": form, "form_version": version}
    return render(request, "pay/agreement.html", context, status=422 if form.errors else 200)


@open_to(Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def payment_correction(request: Request, reference: str, payment_id: int) -> HttpResponse:
    enrolment = _enrolment_or_404(request, reference)
    payment = queries.find_payment(enrolment=enrolment, payment_id=payment_id)
    if payment is None:
        raise Http404
    form = PaymentCorrectionForm(request.POST if request.method == "POST" else None, payment=payment)
    if request.method == "POST" and form.is_valid():
        with refusal_as_error(form):
            details = form.cleaned_data | {"payer": Payer(form.cleaned_data["payer"])}
            actions.record_payment(
                enrolment=enrolment, replaces=payment, by=request.person, at=request.at, **details
            )
            messages.success(request, "You’ve corrected the payment.")
            return redirect("pay:fees", reference)
    context = {"enrolment": enrolment, "payment": payment, "form": form, "form_version": payment.pk}
    return render(request, "pay/payment.html", context, status=422 if form.errors else 200)


@open_to(Role.LEAD)
@require_safe
def statement(request: Request, reference: str) -> HttpResponse:
    """The fee statement as a PDF."""
    enrolment = _enrolment_or_404(request, reference)
    account = queries.account_of(enrolment=enrolment, at=request.at)
    if account.agreement is None:
        raise Http404
    data = pdf.typeset(account, at=request.at)
    return download(data, name=f"fee-statement-{enrolment.reference}.pdf", kind="application/pdf")


@open_to(Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def waiver(request: Request, reference: str) -> HttpResponse:
    """Let a participant pass the gates without payment, or take that back; each with a reason."""
    enrolment = _enrolment_or_404(request, reference)
    newest = queries.find_waiver(enrolment=enrolment)
    is_waived = newest is not None and newest.waived
    form = WaiverForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusal_as_error(form):
            version = newest.pk if newest else 0
            if newest is not None:
                refuse_if_changed(made_from(request), version, by=newest.by.name, at=newest.at)
            actions.waive_fee(
                enrolment=enrolment,
                waived=not is_waived,
                reason=form.cleaned_data["reason"],
                by=request.person,
                at=request.at,
            )
            messages.success(request, words.WAIVED[not is_waived].format(name=enrolment.person.name))
            return redirect("pay:fees", reference)
    context = {
        "enrolment": enrolment,
        "is_waived": is_waived,
        "form": form,
        "form_version": newest.pk if newest else 0,
    }
    return render(request, "pay/waiver.html", context, status=422 if form.errors else 200)


@open_to(Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def fee_rules(request: Request) -> HttpResponse:
    """Before what the provider's participants must have paid up to date."""
    current = queries.find_rules(provider_id=request.person.provider_id)
    form = FeeRulesForm(request.POST if request.method == "POST" else None, rules=current)
    version = current.pk if current else 0
    if request.method == "POST" and form.is_valid():
        with refusal_as_error(form):
            if current is not None:
                refuse_if_changed(made_from(request), version, by=current.by.name, at=current.at)
            data = form.cleaned_data
            actions.set_fee_rules(
                as_programme=data["source"] == AS_PROGRAMME,
                before=[GateName(name) for name in data["before"]],
                debts_of=[Payer(name) for name in data["debts_of"]],
                needs_agreement=data["needs_agreement"],
                by=request.person,
                at=request.at,
            )
            messages.success(request, "You’ve changed the rules about fees.")
            return redirect("pay:rules")
    context = {"form": form, "current": current, "form_version": version}
    return render(request, "pay/rules.html", context, status=422 if form.errors else 200)
