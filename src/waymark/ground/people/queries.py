"""Questions about people, always within one provider."""

from __future__ import annotations

import hashlib
from datetime import datetime

from waymark.ground.people.models import Account, Invitation, Letter, Organisation, Person, Provider, RoleHeld
from waymark.ground.people.roles import Role


def list_persons_of(*, account_id: int) -> list[Person]:
    """The persons one account is, over all providers, each with provider and roles."""
    rows = (
        Person.objects.filter(account_id=account_id).select_related("provider").prefetch_related("roles_held")
    )
    return list(rows.order_by("provider__short_name"))


AT_THE_DOOR = (
    "role", "person__given_name", "person__family_name", "person__email", "person__provider_id",
    "person__organisation_id", "person__provider__slug", "person__provider__name", "person__provider__short_name",
    "person__provider__enquiries_email", "person__provider__demonstration", "person__account__email",
    "person__account__password", "person__account__is_active",
)  # fmt: skip
"""What every request needs of whoever makes it."""


def list_roles_of_account(*, account_id: int) -> list[RoleHeld]:
    """Every role of every person an account is, with person, provider and account, in one query."""
    rows = RoleHeld.objects.filter(person__account_id=account_id)
    rows = rows.select_related("person__provider", "person__account").only(*AT_THE_DOOR)
    return list(rows.order_by("person_id", "id"))


def roles_of(person: Person) -> frozenset[Role]:
    return frozenset(Role(held.role) for held in person.roles_held.all())


def list_persons_with(*, role: Role, for_: Person) -> list[Person]:
    """Everyone at the viewer's provider who holds the role."""
    rows = Person.objects.filter(provider_id=for_.provider_id, roles_held__role=role)
    return list(rows.order_by("family_name", "given_name"))


def find_person(*, provider: Provider, email: str) -> Person | None:
    return Person.objects.filter(provider=provider, email__iexact=email.strip()).first()


def get_person_for(*, for_: Person, person_id: int) -> Person | None:
    """A person of the viewer's own provider."""
    return (
        Person.objects.filter(provider_id=for_.provider_id, pk=person_id)
        .select_related("organisation")
        .first()
    )


def list_persons_by_email(*, provider: Provider, emails: list[str]) -> dict[str, Person]:
    """Known persons by lower-case e-mail address."""
    wanted = [email.lower() for email in emails]
    return {row.email.lower(): row for row in Person.objects.filter(provider=provider, email__in=wanted)}


def list_persons_by_trn(*, provider: Provider, trns: list[str]) -> dict[str, Person]:
    """Known persons by TRN."""
    return {row.trn: row for row in Person.objects.filter(provider=provider, trn__in=trns)}


def find_account(*, email: str) -> Account | None:
    return Account.objects.filter(email__iexact=email.strip()).first()


def find_organisation(*, provider: Provider, name: str) -> Organisation | None:
    return Organisation.objects.filter(provider=provider, name__iexact=name.strip()).first()


def find_provider(*, slug: str) -> Provider | None:
    return Provider.objects.filter(slug=slug).first()


def list_providers() -> list[Provider]:
    return list(Provider.objects.order_by("short_name"))


def digest_of_token(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def find_open_invitation(*, token: str, at: datetime) -> Invitation | None:
    """The invitation of that token, if it was not used and has not run out."""
    rows = Invitation.objects.filter(token_digest=digest_of_token(token), accepted_at=None, expires_at__gt=at)
    return rows.select_related("person__provider", "person__account").first()


def list_letters_to(*, provider: Provider, email: str) -> list[Letter]:
    return list(Letter.objects.filter(provider=provider, to__iexact=email).order_by("-id"))


def list_letters_to_send(*, limit: int) -> list[Letter]:
    """Letters that have not left yet, oldest first."""
    return list(Letter.objects.filter(delivery__isnull=True).order_by("id")[:limit])
