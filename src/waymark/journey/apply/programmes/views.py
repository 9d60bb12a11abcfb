"""Public pages of programmes, and for the lead their published versions."""

from __future__ import annotations

from collections import Counter

from django.http import Http404, HttpResponse
from django.shortcuts import render

from waymark.ground.cohorts.queries import list_cohorts_for
from waymark.ground.people.access import Request, open_to, same_for_everyone
from waymark.ground.people.roles import Role
from waymark.ground.programmes import queries as programme_queries
from waymark.ground.programmes.packs import Finding, Severity
from waymark.journey.apply import queries
from waymark.journey.apply.programmes.page import page_of


@same_for_everyone
def programmes(request: Request) -> HttpResponse:
    newest = programme_queries.list_newest()
    rows = [(published, programme_queries.programme_of(published)) for published in newest]
    return render(request, "apply/programmes.html", {"rows": rows})


@same_for_everyone
def programme(request: Request, slug: str) -> HttpResponse:
    """The public page. Only the provider's own lead sees what was assumed."""
    published = programme_queries.find_newest(slug=slug)
    if published is None:
        raise Http404
    cohorts = queries.list_cohorts_to_apply_for(programme_slug=slug, at=request.at)
    values = programme_queries.programme_of(published)
    page = page_of(
        values,
        programme_queries.framework_of(published),
        starts_on=cohorts[0].starts_on if cohorts else None,
    )
    is_lead = request.role is Role.LEAD and request.person.provider_id == published.provider_id
    context = {
        "programme": values,
        "published": published,
        "page": page if is_lead else page.without_assumptions(),
        "cohorts": cohorts,
        "provider_name": published.provider.short_name,
        "is_lead": is_lead,
    }
    return render(request, "apply/programme.html", context)


@open_to(Role.LEAD)
def versions(request: Request, slug: str) -> HttpResponse:
    own = programme_queries.list_published_for(for_=request.person)
    published_versions = [published for published in own if published.slug == slug]
    if not published_versions:
        raise Http404
    cohorts = list_cohorts_for(for_=request.person, role=Role.LEAD)
    rows = [
        (
            published,
            _count_problems(programme_queries.findings_of(published)),
            [cohort for cohort in cohorts if cohort.programme_id == published.pk],
        )
        for published in published_versions
    ]
    return render(request, "apply/versions.html", {"rows": rows, "newest": published_versions[0]})


def _count_problems(findings: tuple[Finding, ...]) -> tuple[int, int]:
    """How many warnings, and how many author's notes."""
    counts = Counter(finding.severity for finding in findings)
    return counts[Severity.WARNING], counts[Severity.NOTE]
