"""Schools and other organisations, as a provider knows them."""

from __future__ import annotations

from waymark.ground.people import queries
from waymark.ground.people.models import Organisation, Provider


def named(provider: Provider, name: str) -> Organisation | None:
    """The organisation of that name, added if it is new; None for no name."""
    if not name.strip():
        return None
    organisation = queries.find_organisation(provider=provider, name=name)
    return organisation or Organisation.objects.create(provider=provider, name=name.strip())
