"""Packs for inspectors, for the lead who makes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waymark.ground.cohorts.queries import list_cohorts_for
from waymark.ground.people.access import Request, open_to
from waymark.ground.people.roles import Role
from waymark.journey.improve.inspections import actions, queries, words
from waymark.journey.improve.inspections.forms import PackForm, RenewalForm
from waymark.journey.improve.inspections.rules import link_state
from waymark.journey.improve.inspections.sections import to_json
from waymark.kit.formatting import long_moment
from waymark.kit.forms import refusal_as_error

if TYPE_CHECKING:
    from waymark.journey.improve.inspections.models import InspectionPack


def _site_of(request: Request) -> str:
    """Such as `https://npq.our.example`."""
    return request.build_absolute_uri("/").rstrip("/")


@open_to(Role.LEAD)
@require_safe
def inspections(request: Request) -> HttpResponse:
    rows = [
        (pack, link, link_state(expires_at=link.expires_at, ended_at=link.ended_at, at=request.at).value)
        for pack in queries.list_packs_for(for_=request.person)
        for link in [max(pack.links.all(), key=lambda link: link.pk)]
    ]
    return render(request, "improve/inspections/packs.html", {"rows": rows})


@open_to(Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def inspection_new(request: Request) -> HttpResponse:
    """What goes in is shown first; the same form, sent again from there, makes the pack."""
    form = PackForm(
        request.POST if request.method == "POST" else None,
        templates=queries.list_templates_for(for_=request.person),
        cohorts=list_cohorts_for(for_=request.person, role=Role.LEAD),
    )
    context: dict[str, Any] = {"form": form, "not_included": words.NOT_INCLUDED}
    if request.method == "POST" and form.is_valid():
        draft = form.to_draft()
        with refusal_as_error(form):
            if request.POST.get("seen") == "yes":
                return _make(request, draft)
            sections = actions.preview_pack(draft=draft, by=request.person, at=request.at)
            context |= {"draft": draft, "sections": _shown(sections, draft.names_people, request)}
    return render(request, "improve/inspections/new.html", context, status=422 if form.errors else 200)


def _shown(sections: Any, names_people: bool, request: Request) -> Any:
    return queries.sections_to_show(
        content=to_json(sections), names_people=names_people, provider_id=request.person.provider_id
    )


def _make(request: Request, draft: actions.PackDraft) -> HttpResponse:
    pack = actions.make_pack(draft=draft, site=_site_of(request), by=request.person, at=request.at)
    until = long_moment(queries.newest_link_of(pack=pack).expires_at)
    messages.success(request, words.MADE.format(inspector=pack.inspector, until=until))
    return redirect("improve:inspection", pack_id=pack.pk)


def _pack_or_404(request: Request, pack_id: int) -> InspectionPack:
    pack = queries.get_pack_for(for_=request.person, pack_id=pack_id)
    if pack is None:
        raise Http404
    return pack


@open_to(Role.LEAD)
@require_safe
def inspection(request: Request, pack_id: int) -> HttpResponse:
    """Who can open it until when, every opening, and what is in it."""
    return _page(request, _pack_or_404(request, pack_id), RenewalForm())


def _page(request: Request, pack: InspectionPack, form: RenewalForm) -> HttpResponse:
    link = queries.newest_link_of(pack=pack)
    context = {
        "pack": pack,
        "link": link,
        "state": link_state(expires_at=link.expires_at, ended_at=link.ended_at, at=request.at).value,
        "openings": queries.list_openings_of(pack=pack),
        "form": form,
        "sections": queries.sections_to_show(
            content=pack.content, names_people=pack.names_people, provider_id=pack.provider_id
        ),
    }
    return render(request, "improve/inspections/pack.html", context, status=422 if form.errors else 200)


@open_to(Role.LEAD)
@require_POST
def inspection_end(request: Request, pack_id: int) -> HttpResponse:
    actions.end_link(pack=_pack_or_404(request, pack_id), by=request.person, at=request.at)
    messages.success(request, words.ENDED)
    return redirect("improve:inspection", pack_id=pack_id)


@open_to(Role.LEAD)
@require_POST
def inspection_renewal(request: Request, pack_id: int) -> HttpResponse:
    pack, form = _pack_or_404(request, pack_id), RenewalForm(request.POST)
    if not form.is_valid():
        return _page(request, pack, form)
    link = actions.renew_link(
        pack=pack,
        days=form.cleaned_data["link_days"],
        site=_site_of(request),
        by=request.person,
        at=request.at,
    )
    until = long_moment(link.expires_at)
    messages.success(request, words.RENEWED.format(inspector=pack.inspector, until=until))
    return redirect("improve:inspection", pack_id=pack_id)
