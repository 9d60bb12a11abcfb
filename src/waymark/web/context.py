"""Template context of every page: who is signed in, the navigation, and the time."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from waymark.ground.people.roles import LABELS
from waymark.kit.addresses import address
from waymark.web.front import provider_of_site
from waymark.web.nav import links_for, links_of_cohort
from waymark.web.person_mark import mark_of
from waymark.web.support import words


@dataclass(frozen=True)
class Link:
    label: str
    url: str
    current: bool = False


@dataclass(frozen=True)
class SignedIn:
    name: str
    role_label: str
    mark: str
    """By which a browser's windows know that they belong to the same person."""


def shell(request: HttpRequest) -> dict[str, Any]:
    """Makes no queries for someone who is signed in: the access middleware has found everything.

    A visitor sees the name, logo and colours of the provider whose page it is, or else of the provider whose site it
    is: that is looked up only where a page doesn’t say.
    """
    page_request: Any = request
    person = getattr(page_request, "person", None)
    context: dict[str, Any] = {
        "foot": [
            Link("Programmes", address("apply:programmes")),
            Link("Accessibility", address("web:accessibility")),
            Link("Privacy", address("web:privacy")),
        ]
    }
    if not settings.IN_PRODUCTION and hasattr(page_request, "at"):
        context |= {"demonstration": True, "pretend": page_request.at, "clock_url": address("web:time")}
    if settings.OIDC_ISSUER:
        context["oidc_name"] = settings.OIDC_NAME
    if settings.DEMO_DOOR:
        context["demonstration_url"] = address("signin_demonstration")
    if person is None:
        return context | {
            "sign_in_url": address("account_login"),
            "host": cache(lambda: provider_of_site(request)),
        }
    return (
        context
        | _support(page_request)
        | {
            "me": SignedIn(
                person.name,
                LABELS[page_request.role] if page_request.role else "",
                mark_of(page_request.user.pk),
            ),
            "provider_name": person.provider.short_name,
            "host": person.provider,
            "chosen_enrolment": page_request.enrolment if len(page_request.enrolments) > 1 else None,
            "enrolments_url": address("web:enrolments"),
            "account_url": address("web:account"),
            "nav": [
                Link(
                    label, url, page_request.path == url or (url != "/" and page_request.path.startswith(url))
                )
                for label, url in ([] if page_request.withheld else links_for(page_request.role))
            ],
            "cohort_links": _cohort_links(page_request),
            "foot_text": (
                f"Need help? Email {person.provider.enquiries_email}. "
                "Someone will reply by the end of the next working day."
            ),
        }
    )


def _support(page_request: Any) -> dict[str, Any]:
    """On someone's pages as a lead sees them: whose they are, and how to stop. On their home: who may look."""
    access = getattr(page_request, "seen_through", None)
    notice = getattr(page_request, "support_notice", "")
    if access is None:
        return {"support_notice": notice}
    return {
        "support_notice": notice,
        "support_banner": words.BANNER.format(name=access.person.name),
        "support_end_url": address("web:support_end", str(access.person_id), str(access.pk)),
    }


def _cohort_links(page_request: Any) -> list[Link]:
    """On a page about a cohort, links to the other pages about it."""
    match = page_request.resolver_match
    slug = match and "cohorts/" in match.route and (match.kwargs.get("slug") or match.kwargs.get("cohort"))
    links = links_of_cohort(slug, page_request.role) if slug else []
    return [Link(label, url, page_request.path == url) for label, url in links]
