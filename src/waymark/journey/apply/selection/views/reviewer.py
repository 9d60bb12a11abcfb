"""For reviewers: applications that wait for a decision, and their own recommendation on each."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from waymark.ground.people.access import Request, open_to
from waymark.ground.people.roles import Role
from waymark.journey.apply.applications.summary import summary_of
from waymark.journey.apply.corrections.queries import list_changes
from waymark.journey.apply.selection import actions, queries, words
from waymark.journey.apply.selection.forms import ReviewForm
from waymark.journey.apply.selection.rules import Recommendation
from waymark.kit.forms import refusal_as_error


@open_to(Role.LEAD, Role.BOARD)
def reviews(request: Request) -> HttpResponse:
    rows = [
        {
            "application": application,
            "count": len(reviews.current),
            "is_own": any(review.by_id == request.person.pk for review in reviews.current),
            "needed": reviews.needed,
        }
        for application, reviews in queries.list_to_review(for_=request.person)
    ]
    return render(request, "apply/reviews.html", {"rows": rows})


@open_to(Role.LEAD, Role.BOARD)
def review(request: Request, reference: str) -> HttpResponse:
    """The application without the TRN and access needs; what others say once one’s own review is saved."""
    application = queries.get_application_to_review(for_=request.person, reference=reference)
    if application is None:
        raise Http404
    own = queries.own_review(application=application, for_=request.person)
    changes = list_changes(application=application, for_reviewer=True)
    since = [change for change in changes if own and change.at > own.at]
    allowed = queries.may_review(application=application, reviewer=request.person)
    initial = {"recommendation": own.recommendation, "reason": own.reason} if own else {}
    form = ReviewForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusal_as_error(form):
            actions.review_application(
                application=application,
                recommendation=Recommendation(form.cleaned_data["recommendation"]),
                reason=form.cleaned_data["reason"],
                by=request.person,
                at=request.at,
            )
            messages.success(request, "We’ve saved your review.")
            return redirect("apply:review", reference)
    context = {
        "application": application,
        "cohort": application.cohort,
        "rows": summary_of(application, for_reviewer=True),
        "form": form,
        "own": own,
        "changes": since or changes,
        "changes_heading": "Corrected since your review" if since else "",
        "is_outdated": own in queries.reviews_of(application=application).outdated,
        "conflicts": [words.CONFLICTS[conflict] for conflict in allowed.reasons],
        "school_is_known": request.person.organisation_id is not None,
        "others": [
            (row.by.name, words.RECOMMENDATIONS[row.recommendation], row.reason)
            for row in queries.list_reviews(application=application)
            if own and row.by_id != request.person.pk
        ],
    }
    return render(request, "apply/review.html", context, status=422 if request.method == "POST" else 200)
