"""Signing in, accepting an invitation, a new password, one's own sign-ins, and the demonstration's list of people."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from allauth.account import views as allauth
from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST, require_safe

from waymark.bridges.signin import actions, entering, forms
from waymark.bridges.signin import queries as own
from waymark.bridges.signin.models import Door, Outcome
from waymark.bridges.signin.second_factor import queries as second_factors
from waymark.bridges.signin.second_factor.words import Factor
from waymark.bridges.signin.sources import remember_browser, source_of
from waymark.ground.people import queries
from waymark.ground.people.access import Request, open_to, open_to_everyone
from waymark.kit.forms import refusal_as_error

if TYPE_CHECKING:
    from waymark.ground.people.models import Account


@open_to_everyone
def sign_in(request: Request) -> HttpResponseBase:
    """Allauth's page, with status 422 when it refuses.

    A browser in which someone has signed in is known to their account from then on.
    """
    before = request.user.is_authenticated
    response: HttpResponseBase = allauth.login(request)
    if isinstance(response, TemplateResponse) and (response.context_data or {})["form"].errors:
        response.status_code = 422
    if request.user.is_authenticated and not before:
        remember_browser(request, response, email=request.user.email)
    return response


@open_to_everyone
def invitation(request: Request, token: str) -> HttpResponseBase:
    """Create a password, or enter that of the account one has, and sign in. Looking at it uses nothing up."""
    open_invitation = queries.find_open_invitation(token=token, at=request.at)
    if open_invitation is None:
        return _over(
            request,
            "signin/invitation_over.html",
            can_renew=_may_renew_invitation(token, at=request.at),
            enquiries=_enquiries_after_withdrawal(token),
        )
    form = forms.Password(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusal_as_error(form, field="password"):
            account = actions.accept_invitation(
                token=token,
                password=form.cleaned_data["password"],
                source=source_of(request),
                at=request.at,
            )
            return _enter(request, account, door=Door.INVITATION)
    person = open_invitation.person
    context = {"form": form, "person": person, "host": person.provider}
    return _link_page(request, "signin/invitation.html", context, status=422 if form.errors else 200)


@require_POST
@open_to_everyone
def invitation_renewal(request: Request, token: str) -> HttpResponse:
    """Email a new link in place of one that has expired."""
    if actions.renew_invitation(token=token, site=_site(request), at=request.at):
        return render(request, "signin/link_sent.html")
    return _over(request, "signin/invitation_over.html", can_renew=False)


@open_to_everyone
def password_reset(request: Request) -> HttpResponse:
    """Ask for a link to choose a new password. The answer is the same whether there is an account or not."""
    form = forms.ResetPassword(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.request_password_reset(email=form.cleaned_data["email"], site=_site(request), at=request.at)
        return redirect("account_reset_password_done")
    return render(request, "signin/password_reset.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
@open_to_everyone
def password_reset_done(request: Request) -> HttpResponse:
    return render(request, "signin/password_reset_done.html")


@open_to_everyone
def new_password(request: Request, token: str) -> HttpResponseBase:
    """Choose a new password by a link, and sign in. Looking at it uses nothing up."""
    reset = queries.find_open_password_reset(token=token, at=request.at)
    if reset is None:
        return _over(request, "signin/new_password_over.html", can_renew=_may_renew_reset(token))
    form = forms.NewPassword(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusal_as_error(form, field="password"):
            account = actions.choose_new_password(
                token=token,
                password=form.cleaned_data["password"],
                source=source_of(request),
                at=request.at,
            )
            return _enter(request, account, door=Door.NEW_PASSWORD)
    return _link_page(request, "signin/new_password.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
@open_to_everyone
def new_password_renewal(request: Request, token: str) -> HttpResponse:
    """Email a new link in place of one that has expired."""
    if actions.renew_password_reset(token=token, site=_site(request), at=request.at):
        return render(request, "signin/link_sent.html")
    return _over(request, "signin/new_password_over.html", can_renew=False)


@require_safe
@open_to_everyone
def old_link(request: Request, key: str) -> HttpResponse:
    """A link of version 0.3 to choose a new password."""
    return _over(request, "signin/new_password_over.html", can_renew=False)


@require_safe
@open_to()
def sign_ins(request: Request) -> HttpResponse:
    """When and from where someone signed in to this account, or was refused."""
    context = {"attempts": own.list_attempts_of(for_=request.person), "kept": settings.SIGN_INS_KEPT_FOR.days}
    return render(request, "signin/sign_ins.html", context)


@open_to_everyone
def demonstration(request: Request) -> HttpResponse:
    """The people a visitor can be, each with something to try; only in a demonstration."""
    _require_demonstration()
    return render(request, "signin/demonstration.html", {"groups": own.list_groups()})


@require_POST
@open_to_everyone
def demonstration_session(request: Request, person_id: int) -> HttpResponse:
    """Sign in as that person."""
    _require_demonstration()
    guide = own.find_guide(person_id=person_id)
    if guide is None or guide.person.account is None:
        raise Http404
    actions.record_attempt(
        guide.person.account,
        door=Door.DEMONSTRATION,
        outcome=Outcome.SIGNED_IN,
        source=source_of(request),
        at=request.at,
    )
    entering.open_session(request, guide.person.account, factor=Factor.DEMONSTRATION)
    request.session["person"] = guide.person.pk
    return redirect("/")


def _enter(request: Request, account: Account, *, door: Door) -> HttpResponseBase:
    """Signed in, or to the second step where the account has one."""
    if second_factors.has_factor(account):
        entering.begin_second_step(request, account, door=door)
        return redirect("signin_second_step")
    entering.open_session(request, account, factor=None)
    response = redirect("/")
    remember_browser(request, response, email=account.email)
    return response


def _over(request: Request, template: str, *, can_renew: bool, enquiries: str = "") -> HttpResponse:
    context: dict[str, object] = {"can_renew": can_renew, "enquiries": enquiries}
    return _link_page(request, template, context, status=404)


def _link_page(request: Request, template: str, context: dict[str, object], *, status: int) -> HttpResponse:
    """Its address acts for a person, so it is not sent along as the referrer, which proxies write into logs."""
    response = render(request, template, context, status=status)
    response.headers["Referrer-Policy"] = "strict-origin"
    return response


def _may_renew_invitation(token: str, *, at: datetime) -> bool:
    invitation = queries.find_invitation(token=token)
    return invitation is not None and queries.can_be_renewed(invitation, at=at)


def _enquiries_after_withdrawal(token: str) -> str:
    """Whom to ask about an invitation that was withdrawn; empty if it wasn't."""
    invitation = queries.find_invitation(token=token)
    withdrawn = invitation is not None and invitation.withdrawn_at is not None
    return invitation.person.provider.enquiries_email if invitation and withdrawn else ""


def _may_renew_reset(token: str) -> bool:
    reset = queries.find_password_reset(token=token)
    return reset is not None and reset.used_at is None


def _site(request: Request) -> str:
    return request.build_absolute_uri("/").rstrip("/")


def _require_demonstration() -> None:
    if not settings.DEMO_DOOR:
        raise Http404
