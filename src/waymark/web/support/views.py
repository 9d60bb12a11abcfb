"""For the lead: looking at someone's pages as they see them, with a reason and for half an hour."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from waymark.ground.people import queries as people
from waymark.ground.people.access import Request, open_to
from waymark.ground.people.roles import Role
from waymark.kit.addresses import address
from waymark.kit.formatting import long_moment
from waymark.kit.forms import refusal_as_error
from waymark.kit.refusals import Reason, Refusal, reasons_for
from waymark.web.support import actions, queries, showing, words
from waymark.web.support.forms import SupportForm
from waymark.web.support.pages import Closed, reason_closed
from waymark.web.support.rules import is_open

if TYPE_CHECKING:
    from waymark.ground.people.models import Person
    from waymark.web.support.models import SupportAccess


class ReadOnly(Refusal):
    """Nothing is changed while someone looks at another person's pages."""

    status = 403


@open_to(Role.LEAD)
def support(request: Request, person_id: int) -> HttpResponse:
    """Ask to see what the person sees; and who did before, why, and what they opened."""
    person = _person_or_404(request, person_id)
    decision = queries.decision_about(person=person, by=request.person)
    form = SupportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusal_as_error(form):
            access = actions.open_support(
                person=person, reason=form.cleaned_data["reason"], by=request.person, at=request.at
            )
            return redirect(f"{showing.prefix_of(access)}/")
    context = {
        "person": person,
        "form": form,
        "refused": reasons_for(decision.reasons, words.REFUSED, name=person.name),
        "lines": queries.list_accesses_to(person=person, at=request.at),
        "own": queries.find_own_open_access(person=person, by=request.person, at=request.at),
    }
    return render(request, "web/support/support.html", context, status=422 if form.errors else 200)


@require_POST
@open_to(Role.LEAD)
def support_end(request: Request, person_id: int, access_id: int) -> HttpResponse:
    access = _access_or_404(request, person_id, access_id)
    actions.end_support(access=access, at=request.at)
    messages.success(request, words.ENDED.format(name=access.person.name))
    return redirect("web:person", person_id)


@open_to(Role.LEAD)
def support_page(request: Request, person_id: int, access_id: int, page: str) -> HttpResponseBase:
    """One page as the person sees it. Everything but reading is refused, and so is what a lead may not read."""
    access = _access_or_404(request, person_id, access_id)
    if not page.startswith("/"):
        raise Http404
    if request.method not in {"GET", "HEAD"}:
        raise ReadOnly(Reason("read_only", words.READ_ONLY.format(name=access.person.name)))
    if not is_open(until=access.until, ended_at=access.ended_at, at=request.at):
        return _over(request, access)
    decision = queries.decision_about(person=access.person, by=request.person)
    if not decision.allowed:
        raise actions.CannotLook(*reasons_for(decision.reasons, words.REFUSED, name=access.person.name))
    roles = people.held_roles_of(access.person)
    if name := request.GET.get(showing.CLOSED):
        return _closed(request, access, _reason_named(name))
    match = showing.match_of(page)
    if reason := reason_closed(match.view_name, match.func, roles=roles):
        return _closed(request, access, reason)
    answer = showing.show(request, access, page=page, match=match)
    if answer.status_code == 200:
        actions.note_page(access=access, name=match.view_name, at=request.at)
    return answer


def _reason_named(name: str) -> Closed:
    return Closed(name) if name in set(Closed) else Closed.NOT_LISTED


def _person_or_404(request: Request, person_id: int) -> Person:
    person = people.get_person_for(for_=request.person, person_id=person_id)
    if person is None:
        raise Http404
    return person


def _access_or_404(request: Request, person_id: int, access_id: int) -> SupportAccess:
    access = queries.find_access(for_=request.person, person_id=person_id, access_id=access_id)
    if access is None:
        raise Http404
    return access


def _closed(request: Request, access: SupportAccess, reason: Closed) -> HttpResponse:
    """Why the page is not shown; the banner stays, so that the lead can go on or stop."""
    name = access.person.name
    sentence = words.CANNOT_SEE.format(name=name, reason=words.CLOSED[reason])
    looking: Any = request
    looking.seen_through = access
    context = {
        "heading": words.CLOSED_HEADING,
        "reasons": [sentence],
        "back_url": f"{showing.prefix_of(access)}/",
        "back_label": f"Home of {name}",
    }
    return render(request, "web/support/closed.html", context, status=403)


def _over(request: Request, access: SupportAccess) -> HttpResponse:
    until = long_moment(access.ended_at or access.until)
    context = {
        "heading": words.OVER_HEADING,
        "reasons": [words.OVER.format(name=access.person.name, until=until)],
        "back_url": address("web:support", str(access.person_id)),
        "back_label": "Open them again",
    }
    return render(request, "web/support/closed.html", context, status=403)
