"""What the commands that set up a provider share. The person who may run them may change the database, so nobody
signs in and the audit log names nobody as `by`. Needs a database that is open: `starting.open_database`.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from waymark.cli.arguments import NotUnderstood
from waymark.cli.options import line
from waymark.ground.people import actions as people
from waymark.ground.people import queries as people_queries

if TYPE_CHECKING:
    from waymark.ground.people.models import Person, Provider
    from waymark.ground.people.roles import Role


def provider_named(slug: str) -> Provider:
    provider = people_queries.find_provider(slug=line(slug, "--provider", most=50))
    if provider is None:
        names = ", ".join(provider.slug for provider in people_queries.list_providers()) or "none yet"
        raise NotUnderstood(f"There is no provider called {slug}. Providers here: {names}.")
    return provider


def add_person(
    provider: Provider, name: tuple[str, str], email: str, role: Role, *, works_at: str = "", at: datetime
) -> Person:
    """Adds them if they are new. A role that conflicts with what they do already is refused with its reason."""
    given_name, family_name = name
    try:
        return people.add_person(
            provider=provider,
            given_name=given_name,
            family_name=family_name,
            email=email,
            organisation=line(works_at, "--organisation", most=200) if works_at else "",
            roles=[role],
            by=None,
            at=at,
        )
    except people.CannotHoldRole as refusal:
        raise NotUnderstood(str(refusal)) from refusal


def invitation_link(person: Person, site: str, *, at: datetime) -> str:
    """Leaves an email with the link to be sent, and returns the link: the database keeps only its digest."""
    invitation = people.invite(person=person, site=site, by=None, at=at)
    return people_queries.invitation_address(invitation, site=site)
