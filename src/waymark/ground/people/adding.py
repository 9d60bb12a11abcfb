"""Adding people to a provider and giving them roles, one or many; one is many of which there is one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from waymark.ground.ledger import actions as ledger
from waymark.ground.people import organisations, queries
from waymark.ground.people.models import Person, Provider, RoleHeld
from waymark.ground.people.roles import Role
from waymark.kit.locks import lock_row, lock_rows
from waymark.kit.refusals import Refusal


class CannotHoldRole(Refusal):
    """The role conflicts with something else the person does."""


@dataclass(frozen=True, kw_only=True)
class NewPerson:
    """Someone who is added unless the provider knows their email address."""

    given_name: str
    family_name: str
    email: str
    trn: str = ""
    organisation: str = ""
    """The name of their school; empty if it isn’t known."""
    trust: str = ""
    """The name of the trust that the school belongs to."""


@transaction.atomic
def add_person(
    *,
    provider: Provider,
    given_name: str,
    family_name: str,
    email: str,
    by: Person | None,
    at: datetime,
    trn: str = "",
    organisation: str = "",
    trust: str = "",
    roles: Iterable[Role] = (),
) -> Person:
    """The person with that email address at the provider, added if new, with these roles."""
    new = NewPerson(
        given_name=given_name,
        family_name=family_name,
        email=email,
        trn=trn,
        organisation=organisation,
        trust=trust,
    )
    (person,) = add_people(provider=provider, people=[new], by=by, at=at)
    for role in roles:
        give_role(person=person, role=role, by=by, at=at)
    return person


@transaction.atomic
def add_people(
    *, provider: Provider, people: Sequence[NewPerson], by: Person | None, at: datetime
) -> list[Person]:
    """For each, in the same order, the person with that email address at the provider, added if new.

    The number of statements doesn’t depend on how many they are.
    """
    addresses = [new.email.strip().lower() for new in people]
    persons = queries.list_persons_by_email(provider=provider, emails=addresses)
    unknown: dict[str, NewPerson] = {}
    for address, new in zip(addresses, people, strict=True):
        if address not in persons:
            unknown.setdefault(address, new)
    places = organisations.named_many(provider, [new.organisation for new in unknown.values()])
    own = (person.organisation for person in persons.values() if person.organisation)
    places |= {organisations.key_of(place.name): place for place in own}
    organisations.keep_trusts(places, [(new.organisation, new.trust) for new in people])
    added = Person.objects.bulk_create(
        Person(
            provider=provider,
            given_name=new.given_name,
            family_name=new.family_name,
            email=address,
            trn=new.trn,
            organisation=places.get(organisations.key_of(new.organisation)),
        )
        for address, new in unknown.items()
    )
    ledger.record_many("people.person_added", about=added, provider_id=provider.pk, by=by, at=at)
    persons |= {person.email: person for person in added}
    return [persons[address] for address in addresses]


@transaction.atomic
def give_role(*, person: Person, role: Role, by: Person | None, at: datetime) -> RoleHeld:
    """Give a person a role at their provider, unless a check of `settings.ROLE_CHECKS` speaks against it."""
    (role_held,) = give_roles(persons=[person], role=role, by=by, at=at)
    return role_held


@transaction.atomic
def give_roles(*, persons: Sequence[Person], role: Role, by: Person | None, at: datetime) -> list[RoleHeld]:
    """Give people of one provider a role there, unless something speaks against it for one of them."""
    lock_rows(persons)
    reasons = [
        reason
        for check in settings.ROLE_CHECKS
        for against in import_string(check)(persons=persons, role=role).values()
        for reason in against
    ]
    if reasons:
        raise CannotHoldRole(*reasons)
    held = {row.person_id: row for row in RoleHeld.objects.filter(person__in=persons, role=role.value)}
    new = [person for person in persons if person.pk not in held]
    rows = RoleHeld.objects.bulk_create(
        RoleHeld(person=person, role=role.value, by=by, at=at) for person in new
    )
    held |= {row.person_id: row for row in rows}
    if new:
        provider_id, facts = new[0].provider_id, {"role": role.value}
        ledger.record_many("people.role_given", about=new, provider_id=provider_id, by=by, at=at, facts=facts)
    return [held[person.pk] for person in persons]


@transaction.atomic
def take_role(*, person: Person, role: Role, by: Person | None, at: datetime) -> bool:
    """Take a role at the provider away; whether they had it. The caller has asked whether it may be taken."""
    deleted, _ = RoleHeld.objects.filter(person=lock_row(person), role=role.value).delete()
    if deleted:
        ledger.record(
            "people.role_taken",
            about=person,
            provider_id=person.provider_id,
            by=by,
            at=at,
            facts={"role": role.value},
        )
    return bool(deleted)
