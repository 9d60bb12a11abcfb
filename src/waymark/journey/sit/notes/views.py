"""A participant's own notes: a page of its own, which the writing page opens beside the answers."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from waymark.ground.people.access import Request, open_to
from waymark.ground.people.roles import Role
from waymark.journey.sit.notes.actions import find_notes, save_notes
from waymark.journey.sit.notes.forms import NotesForm
from waymark.journey.sit.writing.drafts import receive
from waymark.journey.sit.writing.views.writing import own_sitting


@open_to(Role.PARTICIPANT)
@never_cache
def notes(request: Request, code: str) -> HttpResponse:
    """At any time, before and after submitting. What was changed elsewhere meanwhile is shown, and not overwritten."""
    sitting = own_sitting(request, code)
    saved = find_notes(sitting=sitting)
    if request.method == "POST":
        form = NotesForm({"text": receive(request.POST.get("text", "")).text})
    else:
        form = NotesForm(initial={"text": saved.text if saved else ""})
    other = ""
    if request.method == "POST" and form.is_valid():
        text = receive(form.cleaned_data["text"])
        if save_notes(sitting=sitting, text=text, base=_base(request), at=request.at):
            messages.success(request, "Your notes are saved.")
            return redirect("sit:notes", code=code)
        other = saved.text if saved else ""
    context = {
        "sitting": sitting,
        "form": form,
        "saved": saved,
        "other": other,
        "rev": saved.rev if saved else 0,
    }
    return render(request, "sit/notes.html", context, status=409 if other else 422 if form.errors else 200)


def _base(request: Request) -> int:
    value = request.POST.get("rev", "")
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 10 else 0
