"""The enquiry desk: what waits for an answer, one enquiry with all that was said, and what can be done about it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from waymark.ground.people.access import Request, open_to
from waymark.ground.people.roles import Role
from waymark.journey.enquire import actions
from waymark.journey.enquire.enquiries import queries, words
from waymark.journey.enquire.enquiries.forms import AnswerForm, ClosingForm, HandOverForm, NoteForm
from waymark.journey.enquire.enquiries.models import Enquiry
from waymark.journey.enquire.enquiries.rules import Said, State
from waymark.kit import forms

DESK = (Role.LEAD, Role.FACILITATOR, Role.COACH)


@open_to(*DESK)
@require_safe
def enquiries(request: Request) -> HttpResponse:
    waiting = queries.list_waiting_for(for_=request.person, role=request.role)
    rows = [
        {
            "enquiry": enquiry,
            "due": words.due(enquiry.due_at, at=request.at),
            "is_late": enquiry.due_at <= request.at,
        }
        for enquiry in waiting
    ]
    context = {
        "rows": rows,
        "late": sum(bool(row["is_late"]) for row in rows),
        "done": queries.list_done_for(for_=request.person, role=request.role),
        "is_lead": request.role is Role.LEAD,
    }
    return render(request, "enquire/enquiries.html", context)


def _get_enquiry(request: Request, reference: str) -> Enquiry:
    enquiry = queries.get_enquiry_for(for_=request.person, role=request.role, reference=reference)
    if enquiry is None:
        raise Http404
    return enquiry


@open_to(*DESK)
@require_http_methods(["GET", "HEAD", "POST"])
def enquiry(request: Request, reference: str) -> HttpResponse:
    """The record, and the answer to write; `?answer=` starts it with a saved answer."""
    row = _get_enquiry(request, reference)
    form = AnswerForm(
        request.POST if request.method == "POST" else None, initial={"text": _started_answer(request, row)}
    )
    if request.method == "POST" and form.is_valid():
        with forms.refusal_as_error(form):
            actions.answer_enquiry(
                enquiry=row,
                text=form.cleaned_data["text"],
                by=request.person,
                at=request.at,
                made_from=forms.made_from(request),
            )
            messages.success(request, f"We’ve emailed your answer to {row.name}.")
            return redirect("enquire:enquiry", reference)
    return _enquiry_page(request, row, form)


def _started_answer(request: Request, row: Enquiry) -> str:
    answer_id = request.GET.get("answer", "")
    saved = (
        queries.get_saved_answer_for(for_=request.person, answer_id=int(answer_id))
        if answer_id.isascii() and answer_id.isdigit() and len(answer_id) < 18
        else None
    )
    return queries.filled_answer(answer=saved, enquiry=row, for_=request.person) if saved else ""


def _enquiry_page(request: Request, row: Enquiry, form: AnswerForm) -> HttpResponse:
    events = queries.list_events(enquiry=row)
    context: dict[str, Any] = {
        "enquiry": row,
        "about": queries.title_of(enquiry=row),
        "events": [(words.EVENTS[Said(event.kind)], event) for event in events],
        "due": words.due(row.due_at, at=request.at) if row.state == State.WAITING else "",
        "is_late": row.state == State.WAITING and row.due_at <= request.at,
        "is_closed": row.state == State.CLOSED,
        "form": form,
        "form_version": queries.version_of(events=events),
        "saved_answers": queries.list_saved_answers_for(for_=request.person),
    }
    return render(request, "enquire/enquiry.html", context, status=422 if form.errors else 200)


@open_to(*DESK)
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: Request, reference: str) -> HttpResponse:
    row = _get_enquiry(request, reference)
    colleagues = queries.list_handlers_for(for_=request.person)
    form = HandOverForm(request.POST if request.method == "POST" else None, colleagues=colleagues)
    if request.method == "POST" and form.is_valid():
        with forms.refusal_as_error(form):
            to = form.selected()
            actions.hand_over_enquiry(
                enquiry=row,
                to=to,
                note=form.cleaned_data["note"],
                url=request.build_absolute_uri(reverse("enquire:enquiry", args=[reference])),
                by=request.person,
                at=request.at,
                made_from=forms.made_from(request),
            )
            messages.success(request, f"{to.name} now deals with this enquiry. We’ve emailed them.")
            is_still_open = request.role is Role.LEAD or to == request.person
            return redirect("enquire:enquiry", reference) if is_still_open else redirect("enquire:enquiries")
    return _act_page(request, row, form, "Hand over this enquiry", "Hand over")


@open_to(*DESK)
@require_http_methods(["GET", "HEAD", "POST"])
def note(request: Request, reference: str) -> HttpResponse:
    row = _get_enquiry(request, reference)
    form = NoteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with forms.refusal_as_error(form):
            actions.note_on_enquiry(
                enquiry=row,
                kind=Said(form.cleaned_data["kind"]),
                text=form.cleaned_data["text"],
                by=request.person,
                at=request.at,
                made_from=forms.made_from(request),
            )
            messages.success(request, "Recorded.")
            return redirect("enquire:enquiry", reference)
    return _act_page(request, row, form, "Add to the record", "Save")


@open_to(*DESK)
@require_http_methods(["GET", "HEAD", "POST"])
def closing(request: Request, reference: str) -> HttpResponse:
    """Close an enquiry, or reopen a closed one."""
    row = _get_enquiry(request, reference)
    is_closed = row.state == State.CLOSED
    form = ClosingForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with forms.refusal_as_error(form):
            act = actions.reopen_enquiry if is_closed else actions.close_enquiry
            act(
                enquiry=row,
                text=form.cleaned_data["text"],
                by=request.person,
                at=request.at,
                made_from=forms.made_from(request),
            )
            messages.success(
                request, "You’ve reopened the enquiry." if is_closed else "You’ve closed the enquiry."
            )
            return redirect("enquire:enquiry", reference)
    title = "Reopen this enquiry" if is_closed else "Close this enquiry"
    return _act_page(request, row, form, title, "Reopen" if is_closed else "Close enquiry")


def _act_page(request: Request, row: Enquiry, form: forms.Form, title: str, submit: str) -> HttpResponse:
    events = queries.list_events(enquiry=row)
    context = {
        "enquiry": row,
        "form": form,
        "title": title,
        "submit": submit,
        "form_version": queries.version_of(events=events),
    }
    return render(request, "enquire/enquiry_act.html", context, status=422 if form.errors else 200)
