"""What the shell of every page needs: who is here, where they can go, what time it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from waymark.ground.people.roles import LABELS
from waymark.kit.addresses import address
from waymark.web.nav import links_for, links_of_cohort


@dataclass(frozen=True)
class Link:
    label: str
    url: str
    current: bool = False


@dataclass(frozen=True)
class Me:
    name: str
    role_label: str


def shell(request: HttpRequest) -> dict[str, Any]:
    """Reads nothing from the database: the door has found all of it."""
    here: Any = request
    person = getattr(here, "person", None)
    shown: dict[str, Any] = {
        "foot": [
            Link("Programmes", address("apply:programmes")),
            Link("Accessibility", address("web:accessibility")),
            Link("Privacy", address("web:privacy")),
        ]
    }
    if not settings.IN_PRODUCTION and hasattr(here, "at"):
        shown |= {"demonstration": True, "pretend": here.at, "clock_url": address("web:time")}
    if settings.DEMO_DOOR:
        shown["demonstration_url"] = address("signin_demonstration")
    if person is None:
        return shown | {"sign_in_url": address("account_login")}
    return shown | {
        "me": Me(person.name, LABELS[here.role] if here.role else ""),
        "provider_name": person.provider.short_name,
        "account_url": address("web:account"),
        "nav": [
            Link(label, url, here.path == url or (url != "/" and here.path.startswith(url)))
            for label, url in links_for(here.role)
        ],
        "places": _places(here),
        "foot_text": (
            f"Stuck? Write to {person.provider.enquiries_email} at any hour. "
            "A person answers by the end of the next working day."
        ),
    }


def _places(here: Any) -> list[Link]:
    """On a page about a cohort, the other pages about it."""
    match = here.resolver_match
    slug = match and "cohorts/" in match.route and (match.kwargs.get("slug") or match.kwargs.get("cohort"))
    links = links_of_cohort(slug, here.role) if slug else []
    return [Link(label, url, here.path == url) for label, url in links]
