"""Schools and other organisations, as a provider knows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db.models.functions import Lower

from waymark.ground.people.models import Organisation, Provider


def named(provider: Provider, name: str) -> Organisation | None:
    """The organisation of that name, added if it is new; None for no name."""
    return named_many(provider, [name]).get(key_of(name))


def named_many(provider: Provider, names: Iterable[str]) -> dict[str, Organisation]:
    """The organisations of these names by `key_of` their name, added where they are new; none for no name."""
    wanted: dict[str, str] = {}
    for name in names:
        if name.strip():
            wanted.setdefault(key_of(name), name.strip())
    if not wanted:
        return {}
    rows = Organisation.objects.filter(provider=provider)
    if all(name.isascii() for name in wanted.values()):
        rows = rows.alias(lowered=Lower("name")).filter(lowered__in=list(wanted))
    known = {key_of(row.name): row for row in rows}
    new = [Organisation(provider=provider, name=name) for key, name in wanted.items() if key not in known]
    return known | {key_of(row.name): row for row in Organisation.objects.bulk_create(new)}


def keep_trusts(places: Mapping[str, Organisation], trusts: Iterable[tuple[str, str]]) -> None:
    """Save the trust of each school, given as (school, trust), where none is known yet. `places` as `named_many`."""
    changed = {}
    for school, trust in trusts:
        place = places.get(key_of(school))
        if place and trust.strip() and not place.trust and key_of(trust) != key_of(place.name):
            place.trust = trust.strip()
            changed[place.pk] = place
    Organisation.objects.bulk_update(changed.values(), ["trust"])


def key_of(name: str) -> str:
    """What is the same for two spellings of one name. No database folds fewer letters, so none finds a twin."""
    return name.strip().casefold()
