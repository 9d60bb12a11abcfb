"""Which of their own enrolments a participant's page is about. None is ever picked because it is the newest.

| A person has           | The page is about                                                                       |
|------------------------|-----------------------------------------------------------------------------------------|
| no enrolment           | none: the page says so                                                                  |
| one                    | that one                                                                                |
| several                | the one its address names (`?enrolment=REFERENCE`); a form: the one its page was about   |
| several, none named    | the one they last worked on, under an address that names it                             |
| several, none so far   | they choose on a page                                                                   |

A reference that isn't theirs is not found. An email names the enrolment in its links, so a link opens the right one
whatever was chosen before. One statement finds the enrolments, however many there are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, quote, urlsplit

from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.cohorts.rules import EnrolmentChoice, choose_enrolment
from waymark.ground.people.access import is_about_own_enrolment
from waymark.kit.addresses import address
from waymark.kit.forms.token import read_token
from waymark.kit.refusals import Reason, Refusal, refusal_page
from waymark.web import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models.expressions import Combinable

    from waymark.ground.people.access import Request

NAMED = "enrolment"
"""In the query of an address, and in the session: the reference of the enrolment."""


def find_own_enrolment(request: Any, view: Any) -> HttpResponseBase | None:
    """Sets `request.enrolment` for a view that is about one; or the answer that comes first."""
    if not is_about_own_enrolment(view):
        return None
    reads_own_body = getattr(view, "csrf_exempt", False)
    return settle_enrolment(request, named_by_form="" if reads_own_body else _named_by_form(request))


def settle_enrolment(
    request: Request, *, named_by_form: str = "", more: Mapping[str, Combinable] | None = None
) -> HttpResponseBase | None:
    """The enrolment that is named, chosen or the only one; else a redirect to where it is named or chosen.

    `more` are columns of enrolments that the page needs besides, so that it needs no statement of its own.
    """
    every = cohorts.list_own_enrolments(person=request.person, at=request.at, **(more or {}))
    live = [enrolment for enrolment in every if not cohorts.is_carried_on(enrolment)] or every
    own = {enrolment.reference: enrolment for enrolment in live}
    past = {enrolment.reference: enrolment for enrolment in every if enrolment.reference not in own}
    request.enrolments = tuple(live)
    named = request.GET.get(NAMED) or named_by_form
    choice, reference = choose_enrolment(own, named=named, chosen=request.session.get(NAMED, ""), past=past)
    if choice is EnrolmentChoice.NOT_FOUND:
        raise Http404
    if choice is EnrolmentChoice.ASK:
        return redirect(f"{address('web:enrolments')}?next={_quoted(request.get_full_path())}")
    request.enrolment = (own | past).get(reference)
    if request.method == "POST" and not _takes_part(request):
        return refusal_page(request, Refusal(Reason("read_only", words.NOT_TAKING_PART)))
    if len(own) > 1 and reference in own:
        if request.session.get(NAMED) != reference:
            request.session[NAMED] = reference
        if not named and request.method in {"GET", "HEAD"}:
            return redirect(named_address(request.get_full_path(), reference))
    return None


def _takes_part(request: Request) -> bool:
    """What someone deferred or withdrawn has done stays to be read; they add nothing to it."""
    enrolment = cohorts.own_enrolment(request)
    return enrolment is None or cohorts.takes_part(enrolment)


def named_address(page: str, reference: str) -> str:
    """The address of a page about that enrolment, instead of any other that it named."""
    parts = urlsplit(page)
    kept = [pair for pair in parts.query.split("&") if pair and not pair.startswith(f"{NAMED}=")]
    return f"{parts.path}?{'&'.join([*kept, f'{NAMED}={reference}'])}"


def _named_by_form(request: Any) -> str:
    """What the page of a form was about, which its own address need not say again."""
    token = read_token(request) if request.method == "POST" else None
    if token is None or token.person_id != request.person.pk:
        return ""
    return parse_qs(urlsplit(token.page).query).get(NAMED, [""])[0]


def _quoted(page: str) -> str:
    return quote(page, safe="")
