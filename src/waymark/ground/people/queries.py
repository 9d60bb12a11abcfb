"""Questions about people, always within one provider."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Exists, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Lower

from waymark.ground.people import links
from waymark.ground.people.access_needs.queries import (
    adjustments_of,
    current_need,
    get_need_for,
    get_proposed_need_for,
    list_declined_needs_of,
    list_earlier_needs,
    list_ended_needs_of,
    list_needs_of,
    list_needs_to_decide,
    list_needs_to_review,
    list_proposed_needs_of,
)
from waymark.ground.people.assistants.queries import (
    get_assistant_of,
    get_assisted,
    list_assistants_of,
    list_assistants_to_remind,
    list_assisted_by,
    list_reasons_against_judging,
    may_assist_now,
)
from waymark.ground.people.branding.queries import find_branding, find_provider_of_site, statement_of
from waymark.ground.people.corrections.checks import reasons_against
from waymark.ground.people.corrections.queries import (
    find_email_change,
    find_open_email_change,
    guess_duplicates,
    last_change_of,
    list_changes,
    list_merged,
    waiting_email_change,
)
from waymark.ground.people.corrections.rules import LIKENESS
from waymark.ground.people.dietary.queries import has_dietary_need, own_dietary_need
from waymark.ground.people.links import LinkNotMade, text_to_send
from waymark.ground.people.links import is_genuine as is_genuine_link
from waymark.ground.people.models import (
    Account,
    Email,
    Invitation,
    PasswordReset,
    Person,
    Provider,
    RoleHeld,
)
from waymark.ground.people.outbox import COHORT, ENROLMENT, standard_values
from waymark.ground.people.personal_data import DATA
from waymark.ground.people.roles import NOT_STAFF, Role
from waymark.ground.people.rules import searched_words, sort_name
from waymark.kit.guards.tables import ERASED
from waymark.kit.links import digest_of
from waymark.kit.personal_data import PersonalData, read_personal_data

__all__ = [
    "COHORT",
    "ENROLMENT",
    "LIKENESS",
    "LinkNotMade",
    "adjustments_of",
    "current_need",
    "digest_of",
    "find_branding",
    "find_email_change",
    "find_open_email_change",
    "find_provider_of_site",
    "get_assistant_of",
    "get_assisted",
    "get_need_for",
    "get_proposed_need_for",
    "guess_duplicates",
    "has_dietary_need",
    "is_genuine_link",
    "last_change_of",
    "list_assistants_of",
    "list_assistants_to_remind",
    "list_assisted_by",
    "list_changes",
    "list_declined_needs_of",
    "list_earlier_needs",
    "list_ended_needs_of",
    "list_merged",
    "list_needs_of",
    "list_needs_to_decide",
    "list_needs_to_review",
    "list_proposed_needs_of",
    "list_reasons_against_judging",
    "may_assist_now",
    "own_dietary_need",
    "personal_data_of",
    "reasons_against",
    "standard_values",
    "statement_of",
    "text_to_send",
    "waiting_email_change",
]

MOST_ADDRESSES = 200
"""So many addresses a search for emails finds at most."""


def by_name(path: str = "") -> tuple[str, ...]:
    """What a list of people is ordered by; `path` leads to the person, such as `enrolment__person`."""
    return tuple(f"{path}__{column}" if path else column for column in ("sort_name", "id"))


def list_persons_of(*, account_id: int) -> list[Person]:
    """The persons of one account at all providers, each with provider and roles."""
    rows = (
        Person.objects.filter(account_id=account_id).select_related("provider").prefetch_related("roles_held")
    )
    return list(rows.order_by("provider__short_name"))


class HeldRole(NamedTuple):
    """A role, and the person who holds it, with provider and account."""

    role: Role
    person: Person


def _columns(model: type[Model], *wanted: str) -> tuple[str, ...]:
    """In the order in which `from_db` takes them."""
    return tuple(field.attname for field in model._meta.concrete_fields if field.attname in wanted)


_PERSON = _columns(
    Person, "id", "given_name", "family_name", "email", "provider_id", "organisation_id", "account_id"
)
_PROVIDER = _columns(Provider, "id", "slug", "name", "short_name", "enquiries_email", "brand", "logo_digest")
_ACCOUNT = _columns(Account, "id", "email", "password")
_SELECTED = ", ".join(
    f"{table}.{column}"
    for table, columns in (("p", _PERSON), ("v", _PROVIDER), ("a", (*_ACCOUNT, "is_active")))
    for column in columns
)
_ROLES_QUERY = f"""SELECT h.role, {_SELECTED} FROM people_roleheld h
 JOIN people_person p ON p.id = h.person_id JOIN people_provider v ON v.id = p.provider_id
 JOIN people_account a ON a.id = p.account_id WHERE p.account_id = %s ORDER BY p.id, h.id"""


def list_roles_of_account(*, account_id: int) -> list[HeldRole]:
    """Every role of every person of an account. Every request asks, so this is plain SQL (docs/decisions/0014)."""
    with connection.cursor() as cursor:
        cursor.execute(_ROLES_QUERY, [account_id])
        rows = cursor.fetchall()
    person_id = 1 + _PERSON.index("id")
    persons = {row[person_id]: _person(row[1:]) for row in rows}
    return [HeldRole(role=Role(row[0]), person=persons[row[person_id]]) for row in rows]


def _person(row: Sequence[Any]) -> Person:
    """A person from a row of `_ROLES_QUERY`; other fields are read when they are needed."""
    using, first, second = connection.alias, len(_PERSON), len(_PERSON) + len(_PROVIDER)
    person = Person.from_db(using, _PERSON, row[:first])
    person.provider = Provider.from_db(using, _PROVIDER, row[first:second])
    *account, is_active = row[second:]
    person.account = Account.from_db(using, _ACCOUNT, account)
    person.account.is_active = bool(is_active)
    return person


def held_roles_of(person: Person) -> frozenset[Role]:
    """As `roles_of`, asked of the database now."""
    return list_held_roles(persons=[person])[person.pk]


def list_held_roles(*, persons: Collection[Person]) -> dict[int, frozenset[Role]]:
    """As `held_roles_of` for many, by the person’s id; one statement."""
    roles: dict[int, set[Role]] = {person.pk: set() for person in persons}
    for person_id, role in RoleHeld.objects.filter(person__in=persons).values_list("person_id", "role"):
        roles[person_id].add(Role(role))
    return {person_id: frozenset(held) for person_id, held in roles.items()}


def roles_of(person: Person) -> frozenset[Role]:
    return frozenset(Role(row.role) for row in person.roles_held.all())


def list_persons_with(*, role: Role, for_: Person) -> list[Person]:
    """Everyone at the viewer's provider who holds the role."""
    rows = Person.objects.filter(provider_id=for_.provider_id, roles_held__role=role, merged_into=None)
    return list(rows.order_by(*by_name()))


def list_staff_persons(*, for_: Person, also: Collection[int] = ()) -> list[Person]:
    """Everyone at the viewer's provider with a staff role, and those with these ids, with roles and invitations."""
    holds = RoleHeld.objects.exclude(role__in=NOT_STAFF).values("person_id")
    rows = Person.objects.filter(provider_id=for_.provider_id, merged_into=None)
    rows = rows.filter(Q(pk__in=holds) | Q(pk__in=list(also))).select_related(
        "organisation", "account", "provider"
    )
    return list(rows.prefetch_related("roles_held", "invitations").order_by(*by_name()))


def list_holders(*, provider: Provider, role: Role) -> list[Person]:
    """Everyone at the provider who holds the role, for what concerns all of them."""
    rows = Person.objects.filter(provider=provider, roles_held__role=role, merged_into=None)
    return list(rows.order_by("id"))


def search_persons(*, for_: Person, text: str = "") -> QuerySet[Person]:
    """People of the viewer's provider whose names, email address, TRN or school have words that begin so, by name.

    Earlier names are found too. Capitals, accents, apostrophes and hyphens make no difference.
    """
    rows = Person.objects.filter(provider_id=for_.provider_id, merged_into=None)
    words = searched_words(text)
    if text.strip() and not words:
        return rows.none()
    for word in words:
        rows = rows.filter(search_text__contains=f" {word}")
    return rows.order_by(*by_name())


def find_person(*, provider: Provider, email: str) -> Person | None:
    """By email address; that of a merged record finds the record that remains."""
    address = email.strip().lower()
    return list_persons_by_email(provider=provider, emails=[address]).get(address)


def person_or_address(*, provider: Provider, email: str) -> Person:
    """The person with that address or sign-in address; otherwise an unsaved one, which has only the address."""
    known = find_person(provider=provider, email=email) or (
        Person.objects.filter(provider=provider, account__email__iexact=email.strip()).first()
    )
    return known or Person(provider=provider, email=email.strip().lower())


def list_invited_without_account(*, email: str) -> list[Person]:
    """Everyone with that address, at any provider, who was invited and has not chosen a password.

    Not those whose newest invitation was withdrawn.
    """
    persons = Person.objects.filter(
        email__iexact=email.strip(), account=None, merged_into=None, invitations__isnull=False
    )
    withdrawn = Invitation.objects.filter(person=OuterRef("pk")).order_by("-id").values("withdrawn_at")[:1]
    persons = persons.alias(newest=Subquery(withdrawn)).filter(newest=None)
    return list(persons.select_related("provider").distinct().order_by("pk"))


def get_person_for(*, for_: Person, person_id: int) -> Person | None:
    """A person of the viewer's own provider; by the id of a merged record, the one that remains.

    So a page or form from before the merge acts on the person, and never on a record that no one reads any more.
    """
    rows = Person.objects.filter(provider_id=for_.provider_id, pk=person_id)
    row = rows.select_related("organisation", "merged_into__organisation").first()
    return row.merged_into or row if row else None


def list_persons_by_email(*, provider: Provider, emails: list[str]) -> dict[str, Person]:
    """Known persons by lower-case email address; that of a merged record finds the record that remains."""
    wanted = {email.lower() for email in emails}
    persons = Person.objects.alias(address=Lower("email")).filter(provider=provider).order_by("-id")
    remaining = persons.filter(address__in=sorted(wanted), merged_into=None)  # by the unique index
    known: dict[str, Person] = {row.email.lower(): row for row in remaining.select_related("organisation")}
    merged = persons.filter(address__in=sorted(wanted - set(known)), merged_into__isnull=False)
    for row in merged.select_related("merged_into__organisation"):
        assert row.merged_into
        known[row.email.lower()] = row.merged_into
    return known


def list_persons_by_trn(*, provider: Provider, trns: list[str]) -> dict[str, Person]:
    """Known persons by TRN."""
    rows = Person.objects.filter(provider=provider, trn__in=trns).select_related("merged_into")
    return {row.trn: row.merged_into or row for row in sorted(rows, key=_merged_first)}


def _merged_first(person: Person) -> bool:
    """So that a record that remains comes last, and counts, where both have the same address or number."""
    return person.merged_into_id is None


def get_account(*, account_id: int) -> Account | None:
    return Account.objects.filter(pk=account_id).first()


def find_account(*, email: str) -> Account | None:
    """By the unique index, which takes as long whether there is one or not: an account's address is lower-case."""
    return Account.objects.filter(email=email.strip().lower()).order_by().first()


def find_provider(*, slug: str) -> Provider | None:
    return Provider.objects.filter(slug=slug).first()


def find_provider_by_id(*, provider_id: int) -> Provider | None:
    return Provider.objects.filter(pk=provider_id).first()


def list_providers() -> list[Provider]:
    return list(Provider.objects.order_by("short_name"))


def find_invitation(*, token: str) -> Invitation | None:
    """The invitation with that link, whether it can still be used or not."""
    rows = Invitation.objects.filter(token_digest=digest_of(token))
    invitation = rows.select_related("person__provider", "person__account").first()
    return invitation if invitation and links.is_genuine(token, invitation) else None


def can_be_renewed(invitation: Invitation, *, at: datetime) -> bool:
    """Whether it has only expired, and no newer one has been sent."""
    if invitation.accepted_at or invitation.withdrawn_at or invitation.expires_at > at:
        return False
    return not Invitation.objects.filter(person_id=invitation.person_id, id__gt=invitation.pk).exists()


def invitation_address(invitation: Invitation, *, site: str) -> str:
    """The address of an invitation's link, to be shown to the person who invites."""
    return links.address_of(invitation, site=site)


def find_open_invitation(*, token: str, at: datetime) -> Invitation | None:
    """The invitation with that link, if it has not been used and has not expired."""
    invitation = find_invitation(token=token)
    if invitation is None or invitation.accepted_at or invitation.withdrawn_at or invitation.expires_at <= at:
        return None
    return invitation


def newest_invitation_of(*, person: Person) -> Invitation | None:
    return Invitation.objects.filter(person=person).select_related("by").order_by("-id").first()


def count_waiting_invitations(*, person: Person) -> int:
    """How many were sent and neither accepted nor withdrawn."""
    return Invitation.objects.filter(person=person, accepted_at=None, withdrawn_at=None).count()


def find_password_reset(*, token: str) -> PasswordReset | None:
    """The password reset with that link, whether it can still be used or not."""
    rows = PasswordReset.objects.filter(token_digest=digest_of(token))
    reset = rows.select_related("account").first()
    return reset if reset and links.is_genuine(token, reset) else None


def find_open_password_reset(*, token: str, at: datetime) -> PasswordReset | None:
    """The password reset with that link, if it has not been used and has not expired."""
    reset = find_password_reset(token=token)
    return reset if reset and reset.used_at is None and reset.expires_at > at else None


def is_email_left(*, once: str) -> bool:
    """Whether an email of that occasion was written."""
    return Email.objects.filter(once=once).exists()


def find_email(*, once: str) -> Email | None:
    """The email of that occasion."""
    return Email.objects.filter(once=once).first()


def list_persons_by_id(*, ids: Collection[int]) -> list[Person]:
    """With the provider. The caller has checked that they concern it."""
    return list(Person.objects.filter(pk__in=ids).select_related("provider").order_by("id")) if ids else []


def count_visitors_emails(*, to: str, caused_by: str, at: datetime) -> tuple[int, int]:
    """How many emails that visitors caused were left for that address within a day, and by that cause in an hour."""
    visitors = Email.objects.exclude(caused_by="")
    for_address = visitors.filter(to=to, at__gt=at - timedelta(days=1)).count()
    return for_address, visitors.filter(caused_by=caused_by, at__gt=at - timedelta(hours=1)).count()


def all_emails(*, provider_id: int | None = None) -> QuerySet[Email]:
    """Emails with their delivery, newest first; without a provider those of all, for the mail bridge alone."""
    rows = Email.objects.select_related("provider", "delivery", "setback", "withheld", "attempt").order_by(
        "-id"
    )
    return rows if provider_id is None else rows.filter(provider_id=provider_id)


def list_emails_of(*, person: Person) -> QuerySet[Email]:
    """Emails of the person’s provider to their own address, newest first."""
    return all_emails(provider_id=person.provider_id).filter(to__iexact=person.email)


def list_addresses_of(*, provider_id: int, text: str) -> list[str]:
    """Addresses that emails went to and that contain the text, or that belong to someone whose name does."""
    emails = Email.objects.filter(provider_id=provider_id, to__icontains=text.strip())
    addresses = set(emails.order_by().values_list("to", flat=True).distinct()[:MOST_ADDRESSES])
    named = Person.objects.filter(provider_id=provider_id)
    for word in text.split():
        named = named.filter(sort_name__contains=sort_name(word, ""))
    addresses |= set(named.order_by("id").values_list("email", flat=True)[:MOST_ADDRESSES])
    return sorted(addresses)


def list_emails_to(*, provider: Provider, email: str) -> list[Email]:
    return list(Email.objects.filter(provider=provider, to__iexact=email).order_by("-id"))


def list_emails_to_send(*, limit: int, at: datetime) -> list[Email]:
    """Emails that have not been sent, oldest first; after a failure they wait until their next attempt.

    One that is about the same thing, to the same address, as an earlier one waits for that one. One that a worker
    has in hand, or has perhaps sent, is left out.
    """
    open_emails = Email.objects.filter(delivery__isnull=True, withheld__isnull=True).exclude(to=ERASED)
    perhaps_sent = Q(attempt__over_at__lte=at, attempt__repeats=False)
    ahead = open_emails.filter(
        about=OuterRef("about"), to=OuterRef("to"), provider_id=OuterRef("provider_id"), id__lt=OuterRef("id")
    ).exclude(Q(setback__gave_up_at__isnull=False) | perhaps_sent)
    waiting = open_emails.exclude(setback__again_at__gt=at).exclude(setback__gave_up_at__isnull=False)
    waiting = waiting.filter(Q(attempt=None) | Q(attempt__over_at__lte=at, attempt__repeats=True))
    in_turn = waiting.filter(Q(about="") | ~Exists(ahead))
    return list(in_turn.select_related("provider").order_by("id")[:limit])


def list_email_persons(*, addresses: Collection[str]) -> list[Person]:
    """Everyone with one of these lower-case addresses, at any provider, with the provider."""
    if not addresses:
        return []
    rows = Person.objects.annotate(address=Lower("email")).filter(address__in=addresses)
    return list(rows.select_related("provider").order_by("id"))


def personal_data_of(*, person: Person) -> PersonalData:
    """Everything this room holds about a person; `personal_data.py` says what, and what is left out."""
    return read_personal_data(DATA, person=person)
