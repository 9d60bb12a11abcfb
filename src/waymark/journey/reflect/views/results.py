"""The pages of a facilitator or lead: results of question sets, and recording what changes because of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.people.access import Request, open_to
from waymark.ground.people.roles import Role
from waymark.ground.programmes.queries import programme_of
from waymark.ground.programmes.values import Item, Programme, QuestionSet
from waymark.journey.reflect import actions, queries, words
from waymark.journey.reflect.forms import ChangeCorrectionForm, ChangeForm
from waymark.journey.reflect.results import QuestionResult, QuestionSetResults, results_of
from waymark.journey.reflect.rules import MINIMUM_ANSWERS
from waymark.kit import forms

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort
    from waymark.journey.reflect.models import Change


@open_to(Role.FACILITATOR, Role.LEAD)
@require_safe
def all_results(request: Request, slug: str) -> HttpResponse:
    cohort = cohorts.get_cohort_or_404(for_=request.person, role=request.role, slug=slug)
    context = {
        "cohort": cohort,
        "open_sets": queries.list_open_question_sets(cohort=cohort, at=request.at),
        "enrolled": _count_enrolled(request, cohort),
        "minimum": MINIMUM_ANSWERS,
    }
    return render(request, "reflect/all_results.html", context)


@open_to(Role.FACILITATOR, Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def results(request: Request, slug: str, set_id: str) -> HttpResponse:
    cohort = cohorts.get_cohort_or_404(for_=request.person, role=request.role, slug=slug)
    results = results_of(cohort=cohort, question_set=_question_set(cohort, set_id), at=request.at)
    items = queries.list_upcoming_items(cohort=cohort, at=request.at)
    form = None
    if request.method == "POST":
        form = _posted_form(request, results, items)
        if form.is_valid() and _change_recorded(request, cohort, results.question_set, form):
            messages.success(request, "Saved. Participants can read it under “You said, we changed”.")
            return redirect("reflect:results", slug=slug, set_id=set_id)
    context = _results_context(cohort, results, items, form) | {"enrolled": _count_enrolled(request, cohort)}
    return render(request, "reflect/results.html", context, status=422 if form and form.errors else 200)


@open_to(Role.FACILITATOR, Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, slug: str, change_id: int) -> HttpResponse:
    """The wording of a change, to be corrected."""
    cohort = cohorts.get_cohort_or_404(for_=request.person, role=request.role, slug=slug)
    recorded = queries.find_change(cohort=cohort, change_id=change_id)
    if recorded is None:
        raise Http404
    initial = {"you_said": recorded.you_said, "we_changed": recorded.we_changed}
    form = ChangeCorrectionForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with forms.refusal_as_error(form):
            forms.refuse_if_changed(
                forms.made_from(request), recorded.pk, by=recorded.by.name, at=recorded.at
            )
            actions.correct_change(change=recorded, by=request.person, at=request.at, **form.cleaned_data)
            messages.success(request, "Corrected. Participants now read this wording.")
            return redirect("reflect:results", slug=slug, set_id=recorded.set_id)
    context = {
        "cohort": cohort,
        "change": recorded,
        "item": programme_of(cohort.programme).item(recorded.item_id),
        "form": form,
        "form_version": recorded.pk,
    }
    return render(request, "reflect/change.html", context, status=422 if form.errors else 200)


def _question_set(cohort: Cohort, set_id: str) -> QuestionSet:
    for question_set in programme_of(cohort.programme).question_sets:
        if question_set.id == set_id:
            return question_set
    raise Http404


def _posted_form(request: Request, results: QuestionSetResults, items: Sequence[Item]) -> ChangeForm:
    codes = {
        result.statement.code
        for result in results.learning_and_practice
        if result.statement and result.counts
    }
    statement = request.POST.get("statement", "")
    if statement not in codes:
        raise Http404
    return ChangeForm(request.POST, items=items, statement=statement)


def _change_recorded(request: Request, cohort: Cohort, question_set: QuestionSet, form: ChangeForm) -> bool:
    with forms.refusal_as_error(form):
        actions.record_change(
            cohort=cohort,
            set_id=question_set.id,
            statement=form.statement,
            by=request.person,
            at=request.at,
            **form.cleaned_data,
        )
    return not form.errors


def _results_context(
    cohort: Cohort, results: QuestionSetResults, items: Sequence[Item], form: ChangeForm | None
) -> dict[str, Any]:
    programme = programme_of(cohort.programme)
    changes = [
        change for change in queries.list_changes(cohort=cohort) if change.set_id == results.question_set.id
    ]
    ranked = results.learning_and_practice
    weakest = next((result for result in ranked if result.counts and result.statement), None)
    return {
        "cohort": cohort,
        "results": results,
        "form": form,
        "after": programme.item(results.question_set.after),
        "minimum": MINIMUM_ANSWERS,
        "headline": _headline(weakest) if weakest else "",
        "rows": [_result_row(result, changes, items, form, programme) for result in ranked],
        "has_upcoming_items": bool(items),
    }


def _result_row(
    result: QuestionResult,
    changes: Sequence[Change],
    items: Sequence[Item],
    posted: ChangeForm | None,
    programme: Programme,
) -> dict[str, Any]:
    """A result with the changes made because of it, and a form for another one where that is possible."""
    code = result.statement.code if result.statement else ""
    made = [
        (change, programme.item(change.item_id)) for change in changes if code and change.statement == code
    ]
    form = posted if posted is not None and posted.statement == code else None
    if form is None and result.counts and result.statement and items:
        item_id = next((item.id for item in items if code in item.statements), items[0].id)
        initial = {"you_said": _suggested_you_said(result), "item_id": item_id}
        form = ChangeForm(items=items, statement=code, initial=initial)
    return {"result": result, "changes": made, "form": form}


def _headline(result: QuestionResult) -> str:
    assert result.counts is not None
    assert result.statement is not None
    return words.headline(result.counts, kind=result.question.kind, statement=result.statement)


def _suggested_you_said(result: QuestionResult) -> str:
    assert result.counts is not None
    assert result.statement is not None
    return words.suggested_you_said(result.counts, kind=result.question.kind, statement=result.statement)


def _count_enrolled(request: Request, cohort: Cohort) -> int:
    return cohorts.count_enrolled_for(for_=request.person, role=request.role, cohort=cohort)
