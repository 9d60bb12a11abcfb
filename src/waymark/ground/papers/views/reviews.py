"""The review by a second person, and the lock."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from waymark.ground.papers import actions, page, queries
from waymark.ground.papers.forms import ReviewForm
from waymark.ground.papers.views.papers import own_draft
from waymark.ground.people.access import Request, open_to
from waymark.ground.people.roles import Role
from waymark.kit.refusals import Refusal


@open_to(Role.SETTER)
@never_cache
def review(request: Request, paper: int) -> HttpResponse:
    """The whole paper to read, and beneath it what the reviewer says of just this text."""
    draft = own_draft(request, paper)
    form = ReviewForm(request.POST or None, initial={"fingerprint": draft.fingerprint})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.review_paper(
                paper=draft.paper,
                fingerprint=said["fingerprint"],
                agrees=said["verdict"] == "yes",
                says=said["says"],
                by=request.person,
                at=request.at,
            )
            messages.success(request, "Your review is kept, with the fingerprint of what you read.")
            return redirect("papers:paper", paper)
        except Refusal as refusal:
            for reason in refusal.reasons:
                form.add_error(None, reason.sentence)
            form.begin_from(draft.fingerprint)
    shown = {
        **page.of(draft, viewer=request.person),
        "form": form,
        "criteria": page.criteria_of(draft.body),
        "case": queries.case_html(draft.case, title=draft.body.case_title),
    }
    return render(request, "papers/review.html", shown, status=422 if form.errors else 200)


@open_to(Role.SETTER)
@never_cache
def lock(request: Request, paper: int) -> HttpResponse:
    """GET: what locking means. POST: locks."""
    draft = own_draft(request, paper)
    if request.method == "POST":
        actions.lock_paper(paper=draft.paper, by=request.person, at=request.at)
        messages.success(request, "The paper is locked. From now on it never changes.")
        return redirect("papers:paper", paper)
    return render(request, "papers/lock.html", page.of(draft, viewer=request.person))
