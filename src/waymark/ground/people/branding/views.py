"""The provider's settings, for leads; and what a page fetches to look like the provider's own."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from waymark.ground.people.access import Request, open_to, same_for_everyone
from waymark.ground.people.branding import actions, queries
from waymark.ground.people.branding.forms import LookForm, StatementForm
from waymark.ground.people.models import Provider
from waymark.ground.people.roles import Role
from waymark.kit import forms
from waymark.kit.downloads import POLICY

FOR_EVER = "public, max-age=31536000, immutable"
"""An address has the digest of what it shows, so it never changes."""


def _own(request: Request) -> Provider:
    return Provider.objects.get(pk=request.person.provider_id)


@open_to(Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: Request) -> HttpResponse:
    """Name, logo, colours and words of the viewer's own provider."""
    provider = _own(request)
    branding = queries.find_branding(provider=provider)
    data = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = LookForm(*data, initial=LookForm.of(provider, branding))
    if request.method == "POST" and form.is_valid():
        logo = form.cleaned_data["logo"]
        with forms.refusal_as_error(form):
            actions.change_look(
                provider=provider,
                look=actions.Look(**form.look()),
                logo=logo.read() if logo else None,
                removes_logo=form.cleaned_data["removes_logo"],
                by=request.person,
                at=request.at,
                made_from=forms.made_from(request),
            )
            messages.success(request, "Saved. Your pages look like this from now on.")
            return redirect("people:settings")
    context = {
        "form": form,
        "provider": provider,
        "branding": branding,
        "earlier": queries.list_brandings_for(for_=request.person)[1:6],
        "form_version": branding.pk if branding else None,
    }
    return render(request, "people/settings.html", context, status=422 if form.errors else 200)


@open_to(Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def statement(request: Request) -> HttpResponse:
    """The accessibility statement of the viewer's own provider."""
    provider = _own(request)
    current = queries.statement_of(provider=provider)
    names = StatementForm.base_fields
    form = StatementForm(
        request.POST if request.method == "POST" else None,
        initial={name: getattr(current, name) for name in names},
    )
    if request.method == "POST" and form.is_valid():
        with forms.refusal_as_error(form):
            actions.change_statement(
                provider=provider,
                **form.cleaned_data,
                by=request.person,
                at=request.at,
                made_from=forms.made_from(request),
            )
            messages.success(request, "Your accessibility statement is saved.")
            return redirect("people:statement")
    context = {"form": form, "provider": provider, "form_version": current.pk}
    return render(request, "people/statement.html", context, status=422 if form.errors else 200)


@require_safe
@same_for_everyone
def style(request: Request, digest: str) -> HttpResponse:
    """A provider's colours. There are no styles inside pages, which the content security policy forbids."""
    text = queries.find_style(digest=digest)
    if text is None:
        raise Http404
    return HttpResponse(text, content_type="text/css; charset=utf-8", headers={"Cache-Control": FOR_EVER})


@require_safe
@same_for_everyone
def logo(request: Request, digest: str) -> HttpResponse:
    row = queries.find_logo(digest=digest)
    if row is None:
        raise Http404
    headers = {
        "Cache-Control": FOR_EVER,
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": POLICY,
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    return HttpResponse(bytes(row.data), content_type=row.content_type, headers=headers)
