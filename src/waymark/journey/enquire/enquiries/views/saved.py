"""Answers that the provider saves to use again."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waymark.ground.people.access import Request, open_to
from waymark.ground.people.roles import Role
from waymark.journey.enquire import actions
from waymark.journey.enquire.enquiries import queries, words
from waymark.journey.enquire.enquiries.forms import SavedAnswerForm
from waymark.journey.enquire.enquiries.models import SavedAnswer
from waymark.kit import forms


@open_to(Role.LEAD)
@require_safe
def saved_answers(request: Request) -> HttpResponse:
    rows = queries.list_saved_answers_for(for_=request.person)
    return render(request, "enquire/saved_answers.html", {"rows": rows})


@open_to(Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def new_saved_answer(request: Request) -> HttpResponse:
    return _saved_answer_page(request, None)


@open_to(Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def saved_answer(request: Request, answer_id: int) -> HttpResponse:
    return _saved_answer_page(request, _get_answer(request, answer_id))


def _get_answer(request: Request, answer_id: int) -> SavedAnswer:
    answer = queries.get_saved_answer_for(for_=request.person, answer_id=answer_id)
    if answer is None:
        raise Http404
    return answer


def _saved_answer_page(request: Request, answer: SavedAnswer | None) -> HttpResponse:
    form = SavedAnswerForm(
        request.POST if request.method == "POST" else None, initial=SavedAnswerForm.of(answer)
    )
    if request.method == "POST" and form.is_valid():
        with forms.refusal_as_error(form, field="text"):
            actions.save_answer(
                answer=answer,
                **form.cleaned_data,
                by=request.person,
                at=request.at,
                made_from=forms.made_from(request),
            )
            messages.success(request, f"“{form.cleaned_data['title']}” saved.")
            return redirect("enquire:saved_answers")
    context = {
        "form": form,
        "answer": answer,
        "places": words.PLACES.items(),
        "form_version": forms.version_of(answer.title, answer.text) if answer else None,
    }
    return render(request, "enquire/saved_answer.html", context, status=422 if form.errors else 200)


@require_POST
@open_to(Role.LEAD)
def saved_answer_removal(request: Request, answer_id: int) -> HttpResponse:
    answer = _get_answer(request, answer_id)
    actions.remove_saved_answer(answer=answer, by=request.person, at=request.at)
    messages.success(request, f"“{answer.title}” removed.")
    return redirect("enquire:saved_answers")
