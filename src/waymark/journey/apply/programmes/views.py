"""Public pages of programmes, and for the lead their published versions."""

from __future__ import annotations

from collections import Counter

from django.http import Http404, HttpResponse
from django.shortcuts import render

from waymark.ground.cohorts.queries import list_calendar, list_cohorts_for
from waymark.ground.people.access import Request, open_to, same_for_everyone
from waymark.ground.people.roles import NOT_STAFF, Role
from waymark.ground.programmes import queries as programme_queries
from waymark.ground.programmes.packs import Finding, Severity
from waymark.journey.apply import queries
from waymark.journey.apply.programmes.dates import session_dates
from waymark.journey.apply.programmes.page import page_of
from waymark.journey.enquire import queries as enquire


@same_for_everyone
def programmes(request: Request) -> HttpResponse:
    newest = programme_queries.list_newest()
    rows = [(published, programme_queries.programme_of(published)) for published in newest]
    return render(request, "apply/programmes.html", {"rows": rows})


@same_for_everyone
def programme(request: Request, slug: str) -> HttpResponse:
    """The public page: of the newest version or, with `?cohort=`, of the version that an open cohort follows.

    The provider's own staff also see where the values are from and what was assumed.
    """
    newest = programme_queries.find_newest(slug=slug)
    if newest is None:
        raise Http404
    all_cohorts = queries.list_cohorts_to_apply_for(programme_slug=slug, at=request.at)
    chosen = next((cohort for cohort in all_cohorts if cohort.slug == request.GET.get("cohort")), None)
    published = chosen.programme if chosen is not None else newest
    cohorts = [cohort for cohort in all_cohorts if cohort.programme_id == published.pk]
    values = programme_queries.programme_of(published)
    page = page_of(
        values,
        programme_queries.framework_of(published),
        starts_on=cohorts[0].starts_on if cohorts else None,
    )
    is_own = request.role is not None and request.person.provider_id == newest.provider_id
    is_staff = is_own and request.role not in NOT_STAFF
    context = {
        "programme": values,
        "published": published,
        "sessions": session_dates(values, list_calendar(cohort_id=cohorts[0].pk) if cohorts else ()),
        "promise": enquire.promise_of(values),
        "webinars": enquire.list_coming(programme_slug=slug, at=request.at),
        "quotes": enquire.list_shown(programme_slug=slug),
        "page": page if is_staff else page.for_the_public(),
        "cohorts": cohorts,
        "other_cohorts": [cohort for cohort in all_cohorts if cohort.programme_id != published.pk],
        "host": newest.provider,
        "is_staff": is_staff,
        "is_lead": is_own and request.role is Role.LEAD,
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
