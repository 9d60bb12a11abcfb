"""What was sent, to whom, and whether it left: for leads, and everyone’s own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from waymark.bridges.mail import actions, queries
from waymark.bridges.mail.forms import EmailFilter
from waymark.bridges.mail.queries import State
from waymark.bridges.mail.words import STATES
from waymark.ground.people.access import Request, belongs_to, open_to
from waymark.ground.people.roles import Role

if TYPE_CHECKING:
    from waymark.ground.people.models import Email

PER_PAGE = 50


@require_safe
@open_to(Role.LEAD)
def messages_page(request: Request) -> HttpResponse:
    """Every email of the provider, newest first, filtered and page by page."""
    form = EmailFilter(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    page = Paginator(
        queries.find_emails_for(for_=request.person, at=request.at, **chosen), PER_PAGE
    ).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "page": page,
        "rows": [(row, STATES[row.state]) for row in queries.describe(page.object_list, at=request.at)],
        "query": query.urlencode(),
        "is_filtered": any(chosen.values()),
        "failing": queries.list_failing_for(for_=request.person),
        "perhaps": queries.count_perhaps_sent(for_=request.person, at=request.at),
    }
    return render(request, "mail/messages.html", context)


@require_safe
@open_to()
def mine(request: Request) -> HttpResponse:
    """Emails to the person who asks."""
    page = Paginator(queries.find_own_emails(for_=request.person), PER_PAGE).get_page(request.GET.get("page"))
    rows = [(row, STATES[row.state]) for row in queries.describe(page.object_list, at=request.at)]
    return render(request, "mail/mine.html", {"page": page, "rows": rows})


@require_safe
@open_to(Role.LEAD)
def message(request: Request, email: int) -> HttpResponse:
    """One email as it went."""
    (row,) = queries.describe([_email_or_404(request, email)], at=request.at)
    context = {
        "row": row,
        "state": STATES[row.state],
        "can_send_again": row.state in (State.GAVE_UP, State.PERHAPS),
        "is_perhaps_sent": row.state is State.PERHAPS,
    }
    return render(request, "mail/message.html", context)


@require_POST
@belongs_to("mail:message")
@open_to(Role.LEAD)
def sending(request: Request, email: int) -> HttpResponse:
    """Try an email again that we gave up or have perhaps sent, or take the latter as sent."""
    row = _email_or_404(request, email)
    if request.POST.get("step") == "sent":
        if actions.take_as_sent(email=row, by=request.person, at=request.at):
            messages.success(request, "This email counts as sent. We won’t send it again.")
    elif actions.send_again(email=row, by=request.person, at=request.at):
        messages.success(request, "We’re trying to send this email again.")
    return redirect("mail:message", email=email)


def _email_or_404(request: Request, email_id: int) -> Email:
    email = queries.get_email_for(for_=request.person, email_id=email_id, at=request.at)
    if email is None:
        raise Http404
    return email
