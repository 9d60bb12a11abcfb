"""For a participant: their assistants. For an assistant: whom they assist, and the calendar of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waymark.ground.people import actions
from waymark.ground.people import queries as people
from waymark.ground.people.access import Request, open_to
from waymark.ground.people.roles import Role
from waymark.kit.forms import refusal_as_error
from waymark.web.assisting.calendar import calendars_of
from waymark.web.assisting.forms import AssistantForm

if TYPE_CHECKING:
    from waymark.ground.people.models import Assistant


@open_to(Role.PARTICIPANT)
@require_http_methods(["GET", "HEAD", "POST"])
def assistants(request: Request) -> HttpResponse:
    """Whom the participant has named, and naming someone else."""
    form = AssistantForm(request.POST or None, initial={"gets_reminders": True})
    if request.method == "POST" and form.is_valid():
        with refusal_as_error(form, field="email"):
            actions.name_assistant(
                head=request.person, site=_site(request), at=request.at, **form.cleaned_data
            )
            messages.success(request, f"We’ve emailed {form.cleaned_data['email']}.")
            return redirect("web:assistants")
    named = people.list_assistants_of(head=request.person)
    context = {
        "form": form,
        "current": [assistant for assistant in named if assistant.ended_at is None],
        "ended": [assistant for assistant in named if assistant.ended_at is not None],
    }
    return render(request, "web/assisting/assistants.html", context, status=422 if form.errors else 200)


@require_POST
@open_to(Role.PARTICIPANT)
def assistant_end(request: Request, assistant_id: int) -> HttpResponse:
    assistant = _own_or_404(request, assistant_id)
    actions.end_assisting(assistant=assistant, by=request.person, at=request.at)
    messages.success(request, f"{assistant.name} can’t see your calendar any more.")
    return redirect("web:assistants")


@require_POST
@open_to(Role.PARTICIPANT)
def assistant_link(request: Request, assistant_id: int) -> HttpResponse:
    assistant = _own_or_404(request, assistant_id)
    actions.send_assistant_link(assistant=assistant, site=_site(request), at=request.at)
    messages.success(request, f"We’ve emailed {assistant.email}. If nothing arrives, try again tomorrow.")
    return redirect("web:assistants")


@require_POST
@open_to(Role.PARTICIPANT)
def assistant_reminders(request: Request, assistant_id: int) -> HttpResponse:
    assistant = _own_or_404(request, assistant_id)
    is_on = request.POST.get("reminders") == "on"
    actions.choose_assistant_reminders(assistant=assistant, is_on=is_on, at=request.at)
    return redirect("web:assistants")


@require_safe
@open_to()
def assisting(request: Request) -> HttpResponse:
    """Whom the reader assists, and who asks them to."""
    rows = people.list_assisted_by(person=request.person)
    context = {
        "unanswered": [assistant for assistant in rows if not assistant.is_active],
        "assisted": [assistant for assistant in rows if assistant.is_active],
    }
    return render(request, "web/assisting/assisting.html", context)


@require_safe
@open_to(Role.ASSISTANT)
def assisted_calendar(request: Request, assistant_id: int) -> HttpResponse:
    """The dates to come of a head, for someone who assists them now."""
    assistant = _assisted_or_404(request, assistant_id)
    if not people.may_assist_now(assistant, roles=request.roles):
        raise Http404
    calendars = calendars_of(head=assistant.head, at=request.at)
    context = {"assistant": assistant, "head": assistant.head, "calendars": calendars}
    return render(request, "web/assisting/calendar.html", context)


@require_POST
@open_to()
def assisting_acceptance(request: Request, assistant_id: int) -> HttpResponse:
    assistant = _assisted_or_404(request, assistant_id)
    actions.accept_assisting(assistant=assistant, at=request.at)
    messages.success(request, f"You now assist {assistant.head.name}.")
    return redirect("web:assisting")


@require_POST
@open_to()
def assisting_end(request: Request, assistant_id: int) -> HttpResponse:
    """The assistant says no, or stops."""
    assistant = _assisted_or_404(request, assistant_id)
    actions.end_assisting(assistant=assistant, by=request.person, at=request.at)
    messages.success(request, f"You don’t assist {assistant.head.name} any more.")
    return redirect("web:assisting")


def _own_or_404(request: Request, assistant_id: int) -> Assistant:
    assistant = people.get_assistant_of(head=request.person, assistant_id=assistant_id)
    if assistant is None:
        raise Http404
    return assistant


def _assisted_or_404(request: Request, assistant_id: int) -> Assistant:
    assistant = people.get_assisted(person=request.person, assistant_id=assistant_id)
    if assistant is None:
        raise Http404
    return assistant


def _site(request: Request) -> str:
    return request.build_absolute_uri("/").rstrip("/")
