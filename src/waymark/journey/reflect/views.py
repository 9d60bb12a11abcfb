"""Questions for a participant; results and changes for a facilitator; what was changed, for everybody in the cohort."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.people.doors import Request, open_to
from waymark.ground.people.roles import Role
from waymark.ground.programmes.queries import programme_of
from waymark.ground.programmes.values import Item, QuestionSet, Way
from waymark.journey.reflect import actions, queries, rules, words
from waymark.journey.reflect.forms import Answers, ChangeForm
from waymark.kit.refusals import Refusal
from waymark.kit.show import long_moment

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort, Enrolment


@open_to(Role.PARTICIPANT)
@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: Request, item_id: str) -> HttpResponse:
    enrolment, item, asked = _own(request, item_id)
    answered = queries.find_answer_set(enrolment=enrolment, item_id=item_id)
    if answered is not None:
        said = {one.question_id: one for one in answered.answers.all()}
        lines = [_line(one, said) for one in asked.questions if one.id in said]
        context = {"item": item, "asked": asked, "answered": answered, "lines": lines}
        return redirect(request.path) if request.method == "POST" else _show(request, "answered", context)
    form = Answers(request.POST if request.method == "POST" else None, asked=asked)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer(
                enrolment=enrolment,
                item=item,
                levels=form.levels(),
                texts=form.texts(),
                by=request.person,
                at=request.at,
            )
        except Refusal as refusal:
            form.add_error(None, [str(reason) for reason in refusal.reasons])
        else:
            messages.success(request, f"Your answers are in. {item.minutes} minutes are in your hours.")
            return redirect("reflect:questions", item_id=item_id)
    context = {"item": item, "asked": asked, "form": form} | _opening(enrolment, item, request)
    return _show(request, "questions", context, status=422 if form.errors else 200)


def _show(request: Request, page: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    return render(request, f"reflect/{page}.html", context, status=status)


def _line(question: Any, said: Any) -> dict[str, object]:
    answer = said[question.id]
    if answer.level is None:
        return {"key": question.prompt, "value": answer.words or "Left empty", "said": bool(answer.words)}
    return {
        "key": question.prompt,
        "value": f"{answer.level} {words.LEVELS[question.kind][answer.level - 1]}",
    }


def _opening(enrolment: Enrolment, item: Item, request: Request) -> dict[str, object]:
    """Why the questions are still closed, if they are."""
    dated = queries.over_at(enrolment=enrolment, item=item)
    if dated is None:
        return {}
    after = programme_of(enrolment.cohort.programme).item(dated.item_id).title
    if dated.ends_at <= request.at:
        return {"after": after}
    says = words.reasons((rules.Why.NOT_OVER,), after=after, over=long_moment(dated.ends_at))[0].says
    return {"after": after, "too_early": says}


def _own(request: Request, item_id: str) -> tuple[Enrolment, Item, QuestionSet]:
    enrolment = cohorts.current_enrolment_of(person=request.person)
    if enrolment is None:
        raise Http404
    programme = programme_of(enrolment.cohort.programme)
    item = next((one for one in programme.items if one.id == item_id and one.way is Way.ANSWERED), None)
    if item is None or item.question_set is None:
        raise Http404
    return enrolment, item, programme.question_set(item.question_set)


@open_to(Role.PARTICIPANT)
@require_safe
def changes(request: Request) -> HttpResponse:
    enrolment = cohorts.current_enrolment_of(person=request.person)
    if enrolment is None:
        raise Http404
    programme = programme_of(enrolment.cohort.programme)
    dated = {one.item_id: one for one in cohorts.list_calendar(cohort_id=enrolment.cohort_id)}
    rows = queries.list_changes(cohort=enrolment.cohort)
    lines = [(one, programme.item(one.item_id), dated[one.item_id]) for one in rows]
    return _show(request, "changes", {"lines": lines, "cohort": enrolment.cohort})


@open_to(Role.FACILITATOR, Role.LEAD)
@require_safe
def all_results(request: Request, slug: str) -> HttpResponse:
    cohort = _cohort(request, slug)
    enrolled = _enrolled(request, slug)
    return _show(
        request,
        "all_results",
        {
            "cohort": cohort,
            "sets": queries.list_asked(cohort=cohort, at=request.at),
            "enrolled": enrolled,
            "smallest": rules.SMALLEST_N,
        },
    )


@open_to(Role.FACILITATOR, Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def results(request: Request, slug: str, set_id: str) -> HttpResponse:
    cohort = _cohort(request, slug)
    programme = programme_of(cohort.programme)
    asked = next((one for one in programme.question_sets if one.id == set_id), None)
    if asked is None:
        raise Http404
    found = queries.results_of(cohort=cohort, asked=asked)
    items = queries.list_later_items(cohort=cohort, at=request.at)
    form = None
    if request.method == "POST":
        form = _posted(request, found, items)
        if form.is_valid() and _changed(request, cohort, asked, form):
            messages.success(request, "Recorded. Participants read it under “You said, we changed”.")
            return redirect("reflect:results", slug=slug, set_id=set_id)
    context = _results_context(request, cohort, found, items, form)
    return _show(request, "results", context, status=422 if form and form.errors else 200)


def _posted(request: Request, found: queries.Results, items: list[Item]) -> ChangeForm:
    known = {one.statement.code for one in found.statements if one.statement and one.counted}
    statement = request.POST.get("statement", "")
    if statement not in known:
        raise Http404
    return ChangeForm(request.POST, items=items, statement=statement)


def _changed(request: Request, cohort: Cohort, asked: QuestionSet, form: ChangeForm) -> bool:
    try:
        actions.record_change(
            cohort=cohort,
            set_id=asked.id,
            statement=form.statement,
            by=request.person,
            at=request.at,
            **form.cleaned_data,
        )
    except Refusal as refusal:
        form.add_error(None, [str(reason) for reason in refusal.reasons])
        return False
    return True


def _results_context(
    request: Request, cohort: Cohort, found: queries.Results, items: list[Item], form: ChangeForm | None
) -> dict[str, Any]:
    programme = programme_of(cohort.programme)
    made = [one for one in queries.list_changes(cohort=cohort) if one.set_id == found.asked.id]
    worst = next((one for one in found.statements if one.counted and one.statement), None)
    return {
        "cohort": cohort,
        "found": found,
        "form": form,
        "after": programme.item(found.asked.after),
        "enrolled": _enrolled(request, cohort.slug),
        "smallest": rules.SMALLEST_N,
        "headline": _finding(worst) if worst else "",
        "lines": [_result_line(one, made, items, form, programme) for one in found.statements],
        "has_later": bool(items),
    }


def _result_line(
    result: queries.Result, made: list[Any], items: list[Item], form: ChangeForm | None, programme: Any
) -> dict[str, Any]:
    code = result.statement.code if result.statement else ""
    answered_by = [(one, programme.item(one.item_id)) for one in made if code and one.statement == code]
    mine = form if form is not None and form.statement == code else None
    if mine is None and result.counted and result.statement and items:
        first = next((one.id for one in items if code in one.statements), items[0].id)
        initial = {"heard": _finding(result, short=True), "item_id": first}
        mine = ChangeForm(items=items, statement=code, initial=initial)
    return {"result": result, "made": answered_by, "form": mine}


def _finding(result: queries.Result, *, short: bool = False) -> str:
    assert result.counted is not None
    assert result.statement is not None
    say = words.heard if short else words.finding
    return say(result.counted, kind=result.question.kind, statement=result.statement)


def _cohort(request: Request, slug: str) -> Cohort:
    cohort = cohorts.get_cohort_for(for_=request.person, role=request.role, slug=slug)
    if cohort is None:
        raise Http404
    return cohort


def _enrolled(request: Request, slug: str) -> int:
    return len(cohorts.list_enrolments_for(for_=request.person, role=request.role, cohort_slug=slug))
