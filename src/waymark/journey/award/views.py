"""The lead decides, the board releases, the participant reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.people.doors import Request, open_to
from waymark.ground.people.roles import Role
from waymark.journey.award import actions, queries, rules, showing
from waymark.journey.award.forms import NotYetForm, ReleaseForm
from waymark.kit.show import counted

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort


@open_to(Role.LEAD)
@require_safe
def cohort_awards(request: Request, slug: str) -> HttpResponse:
    cohort = _cohort(request, slug)
    lines = _lines(request, cohort)
    context = {
        "cohort": cohort,
        "lines": lines,
        "ready": sum(one.line.can_decide for one in lines),
        "clear": sum(one.line.is_clear for one in lines),
        "decided": sum(one.line.outcome is not None for one in lines),
    }
    return render(request, "award/cohort.html", context)


@open_to(Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def decisions(request: Request, slug: str) -> HttpResponse:
    """One act for all for whom everything is met: first who is in and who is out, then the act."""
    cohort = _cohort(request, slug)
    if request.method == "POST":
        made = actions.decide_clear(cohort=cohort, by=request.person, at=request.at)
        messages.success(
            request, f"{counted(len(made), 'award is', 'awards are')} decided and with the board."
        )
        return redirect("award:cohort", slug=slug)
    lines = _lines(request, cohort)
    context = {
        "cohort": cohort,
        "inside": [one for one in lines if one.line.is_clear],
        "outside": [one for one in lines if not one.line.is_clear],
    }
    return render(request, "award/decisions.html", context)


@open_to(Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: Request, reference: str) -> HttpResponse:
    enrolment = cohorts.get_enrolment_for(for_=request.person, role=Role.LEAD, reference=reference)
    if enrolment is None:
        raise Http404
    line = queries.line_of(enrolment=enrolment, at=request.at)
    needs_words = line.can_decide and not line.decision.awarded
    form = NotYetForm(request.POST if request.method == "POST" and needs_words else None)
    if request.method == "POST" and (not needs_words or form.is_valid()):
        try:
            actions.decide_award(
                enrolment=enrolment,
                by=request.person,
                at=request.at,
                **(form.cleaned_data if needs_words else {}),
            )
        except actions.CannotDecide as refused:
            if not needs_words:
                raise
            for reason in refused.reasons:
                form.add_error(reason.code if reason.code in form.fields else None, reason.says)
        else:
            messages.success(request, f"The decision for {enrolment.person.name} is with the board.")
            return redirect("award:cohort", slug=enrolment.cohort.slug)
    context = {"shown": showing.line_shown(line), "form": form, "needs_words": needs_words}
    return render(request, "award/decision.html", context, status=422 if form.errors else 200)


@open_to(Role.BOARD)
@require_http_methods(["GET", "HEAD", "POST"])
def releases(request: Request) -> HttpResponse:
    waiting = queries.list_waiting_for(for_=request.person)
    form = ReleaseForm([one.pk for one in waiting])
    if request.method == "POST":
        ids = _whole_numbers(request.POST.getlist("outcomes"))
        found = queries.list_outcomes_for(for_=request.person, ids=ids)
        if len(found) != len(set(ids)):
            raise Http404
        form = ReleaseForm([one.pk for one in found], request.POST)
        if form.is_valid():
            link = request.build_absolute_uri(reverse("award:mine"))
            made = actions.release_outcomes(outcomes=found, link=link, by=request.person, at=request.at)
            messages.success(request, f"{counted(len(made), 'result is', 'results are')} released.")
            return redirect("award:releases")
    context = {
        "form": form,
        "outcomes": [(one, rules.may_release(decided_by=one.by_id, by=request.person.pk)) for one in waiting],
        "mine": sum(rules.may_release(decided_by=one.by_id, by=request.person.pk) for one in waiting),
        "released": queries.count_released_for(for_=request.person),
    }
    return render(request, "award/releases.html", context, status=422 if form.errors else 200)


def _whole_numbers(sent: list[str]) -> list[int]:
    if not all(one.isascii() and one.isdigit() and len(one) < 19 for one in sent):
        raise Http404
    return [int(one) for one in sent]


@open_to(Role.PARTICIPANT)
@require_safe
def mine(request: Request) -> HttpResponse:
    outcome = queries.released_outcome_of(person=request.person)
    if outcome is None:
        return render(request, "award/waiting.html")
    context = {
        "outcome": outcome,
        "letter": showing.letter_of(outcome),
        "provider": outcome.enrolment.cohort.provider,
        "statement": queries.find_statement(outcome=outcome),
    }
    return render(request, "award/mine.html", context)


@open_to(Role.PARTICIPANT)
@require_safe
def statement(request: Request) -> HttpResponse:
    found = queries.statement_of(person=request.person)
    if found is None:
        raise Http404
    answer = HttpResponse(bytes(found.pdf), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="statement-of-result-{found.number}.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _cohort(request: Request, slug: str) -> Cohort:
    cohort = cohorts.get_cohort_for(for_=request.person, role=Role.LEAD, slug=slug)
    if cohort is None:
        raise Http404
    return cohort


def _lines(request: Request, cohort: Cohort) -> list[showing.LineShown]:
    lines = queries.list_lines_for(for_=request.person, cohort=cohort, at=request.at)
    return [showing.line_shown(one) for one in lines]
