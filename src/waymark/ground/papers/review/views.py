"""The review by a second person, and the lock."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from waymark.ground.papers import actions, queries
from waymark.ground.papers.drafts import page
from waymark.ground.papers.drafts.views.papers import own_draft
from waymark.ground.papers.review.forms import ReviewForm
from waymark.ground.people.access import Request, open_to
from waymark.ground.people.roles import Role
from waymark.kit import forms


@open_to(Role.SETTER)
@never_cache
def review(request: Request, paper: int) -> HttpResponse:
    """The whole paper to read, and below it the review of exactly this text."""
    draft = own_draft(request, paper)
    form = ReviewForm(request.POST or None, initial={"fingerprint": draft.fingerprint})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        with forms.refusal_as_error(form):
            actions.review_paper(
                paper=draft.paper,
                fingerprint=data["fingerprint"],
                approves=data["verdict"] == "yes",
                comment=data["comment"],
                by=request.person,
                at=request.at,
            )
            messages.success(request, "Review saved.")
            return redirect("papers:paper", paper)
        form.begin_from(draft.fingerprint)
    context = {
        **page.paper_context(draft, viewer=request.person),
        "form": form,
        "criteria": page.criteria_with_feedback(draft.body),
        "case": queries.case_html(draft.case, title=draft.body.case_title),
    }
    return render(request, "papers/review.html", context, status=422 if form.errors else 200)


@open_to(Role.SETTER)
@never_cache
def lock(request: Request, paper: int) -> HttpResponse:
    """GET explains what locking means. POST locks."""
    draft = own_draft(request, paper)
    if request.method == "POST":
        actions.lock_paper(paper=draft.paper, by=request.person, at=request.at)
        messages.success(request, "Paper locked. It can no longer be changed.")
        return redirect("papers:paper", paper)
    return render(request, "papers/lock.html", page.paper_context(draft, viewer=request.person))
