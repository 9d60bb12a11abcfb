"""Taking a script back: one page that says what it means, and the act."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from waymark.ground.people.access import Request, open_to
from waymark.ground.people.roles import Role
from waymark.journey.sit.submission.actions import withdraw_submission
from waymark.journey.sit.submission.models import Submission
from waymark.journey.sit.submission.rules import may_withdraw
from waymark.journey.sit.windows.words import closing
from waymark.journey.sit.words import as_reasons
from waymark.journey.sit.writing.models import Sitting
from waymark.journey.sit.writing.views.writing import own_sitting
from waymark.kit.formatting import long_moment
from waymark.kit.refusals import Reason, Refusal


@open_to(Role.PARTICIPANT)
@never_cache
def withdrawal(request: Request, code: str) -> HttpResponse:
    """A second click finds the desk open already; one that comes late takes no newer script back."""
    sitting = own_sitting(request, code)
    if not hasattr(sitting, "submission"):
        return redirect("sit:desk", code=code)
    if request.method != "POST":
        return _page(request, sitting, reasons=why_not(sitting, sitting.submission, request))
    try:
        receipt = request.POST.get("receipt", "")
        withdraw_submission(sitting=sitting, by=request.person, at=request.at, receipt=receipt)
    except Refusal as refusal:
        return _page(request, sitting, reasons=refusal.reasons, status=422)
    messages.success(request, "You’ve taken your answers back. Submit them again when you’re ready.")
    return redirect("sit:desk", code=code)


def why_not(sitting: Sitting, submission: Submission, request: Request) -> tuple[Reason, ...]:
    """Why the script stays handed in; nothing, when it may be taken back now."""
    submitted = submission.how == Submission.How.SUBMITTED
    decision = may_withdraw(sitting.times, submitted=submitted, at=request.at)
    return as_reasons(decision.reasons, window=sitting.times, zone=sitting.window.zone)


def _page(
    request: Request, sitting: Sitting, *, reasons: tuple[Reason, ...], status: int = 200
) -> HttpResponse:
    zone = sitting.window.zone
    context = {
        "sitting": sitting,
        "submission": sitting.submission,
        "moment": long_moment(sitting.submission.at, zone=zone),
        "closes": closing(sitting.times, zone=zone),
        "is_practice": sitting.window.is_practice,
        "reasons": reasons,
    }
    return render(request, "sit/withdrawal.html", context, status=status)
