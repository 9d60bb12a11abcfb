"""The page of an enrolment’s life, for the lead; the board may decide a deferral as the second person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.cohorts.enrolments import actions, declaring, queries, rules, words
from waymark.ground.cohorts.enrolments.forms import (
    CohortForm,
    DecisionForm,
    DeclarationForm,
    DeferralForm,
    PartnerForm,
    ProviderForm,
    WithdrawalForm,
)
from waymark.ground.cohorts.enrolments.models import Declaration, DeferralRequest, EnrolmentChange
from waymark.ground.cohorts.enrolments.reasons import DeclarationType, DeferralReason, WithdrawalReason
from waymark.ground.cohorts.enrolments.refusing import today_in
from waymark.ground.people.access import Request, open_to
from waymark.ground.people.roles import Role
from waymark.kit import forms
from waymark.kit.formatting import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from waymark.ground.cohorts.models import Cohort, Enrolment


def _enrolment(request: Request, slug: str, reference: str) -> Enrolment:
    enrolment = cohorts.get_enrolment_for(for_=request.person, role=request.role, reference=reference)
    if enrolment is None or enrolment.cohort.slug != slug:
        raise Http404
    return enrolment


@open_to(Role.LEAD)
@require_safe
def enrolment(request: Request, slug: str, reference: str) -> HttpResponse:
    """What the enrolment is now, what can be done about it, and everything that was."""
    own = _enrolment(request, slug, reference)
    status = queries.status_of(enrolment=own, at=request.at)
    awarded_on = queries.awarded_on(enrolment=own)
    context = {
        "enrolment": own,
        "awarded_on": awarded_on,
        "planned": queries.planned_deferral(enrolment=own, at=request.at),
        "declarations": queries.list_declarations_of(enrolment=own),
        "warning": _missing_declaration(own, words.KIND_OF_STATUS.get(status, "")),
        "status": status.value,
        "status_words": words.STATUS[status],
        "is_over": status in rules.OVER,
        "is_assessment_deferred": queries.is_assessment_deferred(enrolment=own, at=request.at),
        "waiting": queries.find_waiting_request(enrolment=own),
        "earlier": queries.continued_from(enrolment=own),
        "history": _history(own, request=request),
    }
    return render(request, "cohorts/enrolment.html", context)


def _missing_declaration(own: Enrolment, kind: str) -> str:
    """What the DfE wants before it takes a change of that kind, if we know of none; else empty."""
    declared = queries.declared_by_type(enrolment=own)
    if rules.missing_declaration(kind, declared=declared) is None:
        return ""
    return words.NO_DECLARATION[kind].format(name=own.person.name)


def _history(own: Enrolment, *, request: Request) -> list[dict[str, Any]]:
    today = today_in(own, at=request.at)
    changes = queries.list_changes_of(enrolment=own)
    last = changes[0] if changes else None
    return [
        {
            "change": change,
            "reason": _reason_in_words(change),
            "is_undone": hasattr(change, "undone_by"),
            "can_undo": change == last
            and change.kind not in (EnrolmentChange.Kind.UNDO, EnrolmentChange.Kind.CANCELLED)
            and today_in(own, at=change.at) == today,
        }
        for change in changes
    ]


def _reason_in_words(change: EnrolmentChange) -> str:
    reasons: dict[str, str] = {code.value: text for code, text in words.DEFERRAL_REASONS.items()}
    reasons |= {code.value: text for code, text in words.WITHDRAWAL_REASONS.items()}
    return reasons.get(change.reason, "")


def _act(
    request: Request,
    own: Enrolment,
    form: forms.Form,
    *,
    title: str,
    submit: str,
    text: str,
    act: Callable[[dict[str, Any]], str],
    warnings: Iterable[str] = (),
) -> HttpResponse:
    """The page of one act: its form, and what it does once it is valid."""
    if request.method == "POST" and form.is_valid():
        with forms.refusal_as_error(form):
            messages.success(request, act(form.cleaned_data))
            return redirect("cohorts:enrolment", slug=own.cohort.slug, reference=own.reference)
    context = {"enrolment": own, "form": form, "title": title, "submit": submit, "text": text}
    context["warnings"] = [warning for warning in warnings if warning]
    return render(request, "cohorts/enrolment_act.html", context, status=422 if form.errors else 200)


def _data(request: Request) -> Any:
    return request.POST if request.method == "POST" else None


@open_to(Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def deferral(request: Request, slug: str, reference: str) -> HttpResponse:
    own = _enrolment(request, slug, reference)

    def act(values: dict[str, Any]) -> str:
        actions.request_deferral(
            enrolment=own,
            reason=DeferralReason(values.pop("reason")),
            is_assessment=values.pop("what") == "assessment",
            by=request.person,
            at=request.at,
            **values,
        )
        return "You’ve asked for the deferral. Another lead or a board member decides it."

    return _act(
        request,
        own,
        DeferralForm(_data(request), initial={"effective_on": today_in(own, at=request.at)}),
        title=f"Ask to defer {own.person.name}",
        submit="Ask for the deferral",
        text="Nothing changes until another lead or a board member approves it.",
        act=act,
        warnings=[
            _missing_declaration(own, "deferral"),
            *queries.stop_warnings(enrolment=own, at=request.at),
        ],
    )


@open_to(Role.LEAD, Role.BOARD)
@require_http_methods(["GET", "HEAD", "POST"])
def deferral_decision(request: Request, slug: str, reference: str, deferral: int) -> HttpResponse:
    """A request, for the person who decides it."""
    own = _enrolment(request, slug, reference)
    row = DeferralRequest.objects.filter(enrolment=own, pk=deferral).select_related("by").first()
    if row is None:
        raise Http404
    row.enrolment = own
    form = DecisionForm(_data(request))
    if request.method == "POST" and form.is_valid():
        with forms.refusal_as_error(form):
            is_approved = form.cleaned_data["is_approved"] == "yes"
            actions.decide_deferral(
                request=row,
                is_approved=is_approved,
                note=form.cleaned_data["note"],
                by=request.person,
                at=request.at,
            )
            outcome = "approved the deferral. We’ve emailed them" if is_approved else "refused the deferral"
            messages.success(request, f"You’ve {outcome}.")
            return redirect("web:home")
    context = {
        "enrolment": own,
        "row": row,
        "reason": words.DEFERRAL_REASONS[DeferralReason(row.reason)],
        "decision": getattr(row, "decision", None),
        "is_own": row.by_id == request.person.pk,
        "warnings": [
            "" if row.is_assessment else _missing_declaration(own, "deferral"),
            *queries.stop_warnings(enrolment=own, at=request.at),
        ],
        "form": form,
    }
    return render(request, "cohorts/deferral_decision.html", context, status=422 if form.errors else 200)


@open_to(Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def withdrawal(request: Request, slug: str, reference: str) -> HttpResponse:
    own = _enrolment(request, slug, reference)

    def act(values: dict[str, Any]) -> str:
        reason = WithdrawalReason(values.pop("reason"))
        actions.withdraw(enrolment=own, reason=reason, by=request.person, at=request.at, **values)
        return f"You’ve withdrawn {own.person.name}. We’ve emailed them."

    return _act(
        request,
        own,
        WithdrawalForm(_data(request), initial={"effective_on": today_in(own, at=request.at)}),
        title=f"Withdraw {own.person.name}",
        submit="Withdraw from the programme",
        text=(
            "Everything they have done is kept. They’re left out of later registers, lists and reminders, "
            "and can come back."
        ),
        act=act,
        warnings=[
            _missing_declaration(own, "withdrawal"),
            words.TELL_THE_DFE_TODAY,
            *queries.stop_warnings(enrolment=own, at=request.at),
        ],
    )


@open_to(Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def comeback(request: Request, slug: str, reference: str) -> HttpResponse:
    own = _enrolment(request, slug, reference)
    choices = _other_cohorts(request, own)

    def act(values: dict[str, Any]) -> str:
        into = next((cohort for cohort in choices if cohort.slug == values["cohort"]), own.cohort)
        there = actions.return_to_programme(
            enrolment=own, into=into, note=values["note"], by=request.person, at=request.at
        )
        return f"{own.person.name} is back, in {there.cohort.name}. We’ve emailed them."

    return _act(
        request,
        own,
        CohortForm(_data(request), cohorts=choices, same=own.cohort),
        title=f"Record the return of {own.person.name}",
        submit="Record the return",
        text=(
            "In another cohort they follow its version of the programme. This enrolment and everything in it are kept, "
            "and the hours are carried over by the programme’s rule."
        ),
        act=act,
    )


@open_to(Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: Request, slug: str, reference: str) -> HttpResponse:
    own = _enrolment(request, slug, reference)
    choices = _other_cohorts(request, own)

    def act(values: dict[str, Any]) -> str:
        into = next(cohort for cohort in choices if cohort.slug == values["cohort"])
        actions.transfer(enrolment=own, into=into, note=values["note"], by=request.person, at=request.at)
        return f"{own.person.name} is now in {into.name}. We’ve emailed them."

    return _act(
        request,
        own,
        CohortForm(_data(request), cohorts=choices, same=None),
        title=f"Move {own.person.name} to another cohort",
        submit="Move to this cohort",
        text="This enrolment and everything in it are kept. They carry on in the other cohort.",
        act=act,
        warnings=queries.stop_warnings(enrolment=own, at=request.at),
    )


def _other_cohorts(request: Request, own: Enrolment) -> list[Cohort]:
    """Cohorts of the same programme, on whichever version."""
    rows = cohorts.list_cohorts_for(for_=request.person, role=Role.LEAD)
    slug = own.cohort.programme.slug
    return [cohort for cohort in rows if cohort.programme.slug == slug and cohort.pk != own.cohort_id]


@open_to(Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def provider(request: Request, slug: str, reference: str) -> HttpResponse:
    own = _enrolment(request, slug, reference)

    def act(values: dict[str, Any]) -> str:
        values["provider"] = values.pop("elsewhere")
        actions.leave_for(enrolment=own, by=request.person, at=request.at, **values)
        return f"You’ve recorded that {own.person.name} moved to {values['provider']}. We’ve emailed them."

    return _act(
        request,
        own,
        ProviderForm(_data(request), initial={"effective_on": today_in(own, at=request.at)}),
        title=f"{own.person.name} moves to another lead provider",
        submit="Record the move",
        text="Enter the lead provider they’re moving to. Everything they have done here is kept.",
        act=act,
        warnings=queries.stop_warnings(enrolment=own, at=request.at),
    )


@open_to(Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def partner(request: Request, slug: str, reference: str) -> HttpResponse:
    own = _enrolment(request, slug, reference)

    def act(values: dict[str, Any]) -> str:
        values["partner"] = values.pop("elsewhere")
        actions.set_delivery_partner(enrolment=own, by=request.person, at=request.at, **values)
        if not values["partner"].strip():
            return "You’ve recorded that they don’t have a delivery partner."
        seeing = cohorts.count_partner_members(for_=request.person, partner=values["partner"])
        return words.PARTNER_SET.format(seeing=counted(seeing, "person", "people"), partner=values["partner"])

    return _act(
        request,
        own,
        PartnerForm(_data(request), initial={"effective_on": today_in(own, at=request.at)}),
        title=f"Delivery partner of {own.person.name}",
        submit="Save the delivery partner",
        text="Its people can see attendance and hours from that day. Earlier delivery partners stay in the history.",
        act=act,
    )


@open_to(Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def declaration(request: Request, slug: str, reference: str) -> HttpResponse:
    own = _enrolment(request, slug, reference)

    def act(values: dict[str, Any]) -> str:
        kind = DeclarationType(values["kind"])
        declaring.record_declaration(
            enrolment=own, kind=kind, declared_on=values["declared_on"], by=request.person, at=request.at
        )
        return "You’ve recorded the declaration."

    return _act(
        request,
        own,
        DeclarationForm(_data(request)),
        title=f"Record a declaration about {own.person.name}",
        submit="Record the declaration",
        text="Waymark doesn’t send declarations to the DfE. Record what you’ve sent, so we can check later dates.",
        act=act,
    )


@open_to(Role.LEAD)
@require_POST
def voided(request: Request, slug: str, reference: str, declaration: int) -> HttpResponse:
    own = _enrolment(request, slug, reference)
    row = Declaration.objects.filter(enrolment=own, pk=declaration, voids=None).first()
    if row is None:
        raise Http404
    row.enrolment = own
    declaring.void_declaration(declaration=row, by=request.person, at=request.at)
    messages.success(request, "You’ve recorded that this declaration is void.")
    return redirect("cohorts:enrolment", slug=slug, reference=reference)


@open_to(Role.LEAD)
@require_POST
def assessment_return(request: Request, slug: str, reference: str) -> HttpResponse:
    own = _enrolment(request, slug, reference)
    actions.end_assessment_deferral(enrolment=own, by=request.person, at=request.at)
    messages.success(request, f"{own.person.name} can take the assessment again. We’ve emailed them.")
    return redirect("cohorts:enrolment", slug=slug, reference=reference)


@open_to(Role.LEAD)
@require_POST
def undo(request: Request, slug: str, reference: str, change: int) -> HttpResponse:
    own = _enrolment(request, slug, reference)
    rows = EnrolmentChange.objects.filter(enrolment=own, pk=change)
    row = rows.select_related("leads_to__cohort__programme", "leads_to__person").first()
    if row is None:
        raise Http404
    row.enrolment = own
    actions.undo_change(change=row, by=request.person, at=request.at)
    messages.success(request, "You’ve undone this. The enrolment is as it was before.")
    return redirect(reverse("cohorts:enrolment", args=[slug, reference]))
