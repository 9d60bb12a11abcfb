"""Questions about a provider's look. What is asked here is public."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from typing import TYPE_CHECKING

from waymark.ground.people.branding import rules, words
from waymark.ground.people.branding.models import AccessibilityStatement, Branding, Logo
from waymark.ground.people.models import Provider
from waymark.kit.clock import local_day

if TYPE_CHECKING:
    from waymark.ground.people.models import Person

FIRST_STATEMENT_ON = date(2026, 11, 30)
"""When the statement that every provider starts with was prepared."""


def find_branding(*, provider: Provider) -> Branding | None:
    """The newest one; None while the provider has changed nothing."""
    rows = Branding.objects.filter(provider_id=provider.pk).select_related("logo", "by")
    return rows.order_by("-id").first()


def list_brandings_for(*, for_: Person) -> list[Branding]:
    """All of the viewer's provider, the newest first: who changed what, and when."""
    rows = Branding.objects.filter(provider_id=for_.provider_id).select_related("by")
    return list(rows.defer("words", "contact").order_by("-id"))


def find_provider_of_site(*, host: str) -> Provider | None:
    """Whose front page the site with this host name shows: the only provider's, or the one that has chosen it."""
    providers = list(Provider.objects.order_by("pk"))
    if len(providers) == 1:
        return providers[0]
    return next((provider for provider in providers if provider.site and provider.site == host.lower()), None)


def find_statement(*, provider: Provider) -> AccessibilityStatement | None:
    rows = AccessibilityStatement.objects.filter(provider_id=provider.pk).select_related("by")
    return rows.order_by("-id").first()


def statement_of(*, provider: Provider) -> AccessibilityStatement:
    """The newest one, or the one that every provider starts with, which isn't saved."""
    return find_statement(provider=provider) or AccessibilityStatement(
        provider=provider,
        prepared_on=FIRST_STATEMENT_ON,
        problems=words.PROBLEMS,
        tested=words.TESTED,
        contact=words.contact(enquiries=provider.enquiries_email),
        enforcement=words.ENFORCEMENT,
    )


def find_logo(*, digest: str) -> Logo | None:
    return Logo.objects.filter(digest=digest).first()


def find_style(*, digest: str) -> str | None:
    """The style sheet with a provider's colours; None if no provider has it."""
    provider = Provider.objects.filter(brand=digest).first()
    branding = find_branding(provider=provider) if provider else None
    return style_of(branding) if branding else None


def style_of(branding: Branding) -> str:
    """The rules that replace our colours; empty where the provider has none."""
    parts = []
    if link := rules.read_colour(branding.link_colour):
        hover = rules.darker(link, by=16)
        button = ".govuk-button:where(:not(.govuk-button--secondary,.govuk-button--inverse,.govuk-button--warning))"
        parts += [
            f"a{{color:{link}}}",
            f"a:hover{{color:{hover}}}",
            f".wm-logo,.wm-nav a[aria-current]{{color:{link}}}",
            f".wm-nav a[aria-current]{{border-bottom-color:{link}}}",
            f"{button}{{background-color:{link}}}",
            f"{button}:hover:where(:not(:focus-visible)){{background-color:{hover}}}",
            f".wm-length,.wm-trail .is-bar{{fill:{link}}}",
        ]
    if sign := rules.read_colour(branding.sign_colour):
        parts += [f".wm-sign{{background:{sign}}}", ".wm-sign p{color:#fff}"]
        parts += [f".wm-hero__art :is(.is-post,.is-arm){{fill:{sign}}}"]
    return "\n".join(parts) + "\n"


def digest_of_style(style: str) -> str:
    return hashlib.sha256(style.encode()).hexdigest()[:16]


def today(at: datetime) -> date:
    return local_day(at)
