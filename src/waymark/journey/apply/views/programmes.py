"""Public pages of programmes, and for the lead their published versions."""

from __future__ import annotations

from collections import Counter

from django.http import Http404, HttpResponse
from django.shortcuts import render

from waymark.ground.cohorts.queries import list_cohorts_for
from waymark.ground.people.doors import Request, open_to, open_to_everyone
from waymark.ground.people.roles import Role
from waymark.ground.programmes import queries as published
from waymark.ground.programmes.findings import Finding, Severity
from waymark.journey.apply import queries
from waymark.journey.apply.public.page import page_of


@open_to_everyone
def programmes(request: Request) -> HttpResponse:
    newest = published.list_newest()
    rows = [(row, published.programme_of(row)) for row in newest]
    return render(request, "apply/programmes.html", {"rows": rows})


@open_to_everyone
def programme(request: Request, slug: str) -> HttpResponse:
    newest = published.find_newest(slug=slug)
    if newest is None:
        raise Http404
    cohorts = queries.list_cohorts_to_apply_for(programme_slug=slug, at=request.at)
    says = published.programme_of(newest)
    page = page_of(says, published.framework_of(newest), starts_on=cohorts[0].starts_on if cohorts else None)
    shown = {
        "programme": says,
        "published": newest,
        "page": page,
        "cohorts": cohorts,
        "provider_name": newest.provider.short_name,
        "leads": request.role is Role.LEAD and request.person.provider_id == newest.provider_id,
    }
    return render(request, "apply/programme.html", shown)


@open_to(Role.LEAD)
def versions(request: Request, slug: str) -> HttpResponse:
    rows = [row for row in published.list_published_for(for_=request.person) if row.slug == slug]
    if not rows:
        raise Http404
    cohorts = list_cohorts_for(for_=request.person, role=Role.LEAD)
    shown = [
        (row, _counts(published.findings_of(row)), [one for one in cohorts if one.programme_id == row.pk])
        for row in rows
    ]
    return render(request, "apply/versions.html", {"rows": shown, "newest": rows[0]})


def _counts(findings: tuple[Finding, ...]) -> tuple[int, int]:
    """Warnings and author's notes."""
    counted = Counter(one.severity for one in findings)
    return counted[Severity.WARNING], counted[Severity.NOTE]
