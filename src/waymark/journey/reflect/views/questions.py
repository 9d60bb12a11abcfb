"""The pages of a participant: the questions after an experience, and what was changed because of answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.people.access import Request, about_own_enrolment, open_to
from waymark.ground.people.roles import Role
from waymark.ground.programmes.queries import programme_of
from waymark.ground.programmes.values import Item, Question, QuestionSet, Way
from waymark.journey.reflect import actions, queries, words
from waymark.journey.reflect.forms import QuestionSetForm
from waymark.journey.reflect.rules import AnswerReason
from waymark.kit import forms
from waymark.kit.formatting import duration, long_moment
from waymark.kit.refusals import reasons_for

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment
    from waymark.journey.reflect.models import Answer, AnswerSet


@open_to(Role.PARTICIPANT)
@about_own_enrolment
@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: Request, item_id: str) -> HttpResponse:
    enrolment, item, question_set = _own_questions(request, item_id)
    answer_set = queries.find_answer_set(enrolment=enrolment, item_id=item_id)
    if answer_set is not None and request.method != "POST":
        return _answered(request, item, question_set, answer_set)
    form = QuestionSetForm(request.POST if request.method == "POST" else None, question_set=question_set)
    if request.method == "POST" and form.is_valid():
        with forms.refusal_as_error(form):
            actions.submit_answers(
                enrolment=enrolment,
                item=item,
                levels=form.levels(),
                comments=form.comments(),
                by=request.person,
                at=request.at,
            )
            messages.success(request, _thanks(item))
            return redirect("reflect:questions", item_id=item_id)
    context = {"item": item, "question_set": question_set, "form": form}
    context |= _opening(enrolment, item, request)
    return render(request, "reflect/questions.html", context, status=422 if form.errors else 200)


def _thanks(item: Item) -> str:
    added = f" This adds {duration(item.minutes)} to your hours." if item.counts and item.minutes else ""
    return f"You have submitted your answers.{added}"


def _answered(request: Request, item: Item, question_set: QuestionSet, answer_set: AnswerSet) -> HttpResponse:
    answers = {answer.question_id: answer for answer in answer_set.answers.all()}
    rows = [
        _summary_row(question, answers[question.id])
        for question in question_set.questions
        if question.id in answers
    ]
    context = {"item": item, "question_set": question_set, "answer_set": answer_set, "rows": rows}
    return render(request, "reflect/answered.html", context)


def _summary_row(question: Question, answer: Answer) -> dict[str, object]:
    if answer.level is None:
        return {"key": question.prompt, "value": answer.comment or "No answer", "said": bool(answer.comment)}
    return {
        "key": question.prompt,
        "value": f"{answer.level} {words.LEVELS[question.kind][answer.level - 1]}",
    }


def _opening(enrolment: Enrolment, item: Item, request: Request) -> dict[str, object]:
    """The experience the questions are about and, if they are still closed, when they open."""
    experience = queries.find_experience_before(enrolment=enrolment, item=item)
    if experience is None:
        return {}
    after = programme_of(enrolment.cohort.programme).item(experience.item_id).title
    if experience.ends_at <= request.at:
        return {"after": after}
    opens_at = long_moment(experience.ends_at)
    reasons = reasons_for((AnswerReason.NOT_OVER,), words.ANSWER_SENTENCES, after=after, opens_at=opens_at)
    return {"after": after, "not_open_yet": reasons[0].sentence}


def _own_questions(request: Request, item_id: str) -> tuple[Enrolment, Item, QuestionSet]:
    enrolment = _own_enrolment(request)
    programme = programme_of(enrolment.cohort.programme)
    item = next((item for item in programme.items if item.id == item_id and item.way is Way.ANSWERED), None)
    if item is None or item.question_set is None:
        raise Http404
    return enrolment, item, programme.question_set(item.question_set)


def _own_enrolment(request: Request) -> Enrolment:
    return cohorts.own_enrolment_or_404(request)


@open_to(Role.PARTICIPANT)
@about_own_enrolment
@require_safe
def changes(request: Request) -> HttpResponse:
    cohort = _own_enrolment(request).cohort
    programme = programme_of(cohort.programme)
    calendar = {
        calendar_item.item_id: calendar_item for calendar_item in cohorts.list_calendar(cohort_id=cohort.pk)
    }
    rows: list[dict[str, Any]] = [
        {
            "change": change,
            "item": programme.item(change.item_id),
            "calendar_item": calendar[change.item_id],
        }
        for change in queries.list_changes(cohort=cohort)
    ]
    return render(request, "reflect/changes.html", {"rows": rows, "cohort": cohort})
