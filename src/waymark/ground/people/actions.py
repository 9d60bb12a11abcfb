"""Adding people, giving them roles, inviting them and emailing them."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.utils.module_loading import import_string

from waymark.ground.ledger import actions as ledger
from waymark.ground.people import queries
from waymark.ground.people.models import Account, Email, Invitation, Organisation, Person, Provider, RoleHeld
from waymark.ground.people.roles import Role
from waymark.kit.locks import lock_row
from waymark.kit.refusals import Reason, Refusal

INVITATION_LASTS = timedelta(days=14)

EMAIL = """INSERT INTO people_email (provider_id, "to", subject, text, once, at, attachment, attachment_id)
 VALUES (%s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING"""


class CannotHoldRole(Refusal):
    """The role conflicts with something else the person does."""


class CannotInvite(Refusal):
    """The invitation cannot be accepted."""


@transaction.atomic
def add_provider(
    *, slug: str, name: str, short_name: str, enquiries_email: str, demonstration: bool, at: datetime
) -> Provider:
    provider = Provider.objects.create(
        slug=slug,
        name=name,
        short_name=short_name,
        enquiries_email=enquiries_email,
        demonstration=demonstration,
    )
    ledger.record("people.provider_added", about=provider, provider_id=provider.pk, by=None, at=at)
    return provider


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
    roles: Iterable[Role] = (),
) -> Person:
    """The person with that email address at the provider, added if new, with these roles."""
    person = queries.find_person(provider=provider, email=email)
    if person is None:
        person = Person.objects.create(
            provider=provider,
            given_name=given_name,
            family_name=family_name,
            email=email.strip().lower(),
            trn=trn,
            organisation=_organisation(provider, organisation),
        )
        ledger.record("people.person_added", about=person, provider_id=provider.pk, by=by, at=at)
    for role in roles:
        give_role(person=person, role=role, by=by, at=at)
    return person


def _organisation(provider: Provider, name: str) -> Organisation | None:
    if not name.strip():
        return None
    organisation = queries.find_organisation(provider=provider, name=name)
    return organisation or Organisation.objects.create(provider=provider, name=name.strip())


@transaction.atomic
def give_role(*, person: Person, role: Role, by: Person | None, at: datetime) -> RoleHeld:
    """Give a person a role at their provider, unless a check of `settings.ROLE_CHECKS` speaks against it."""
    lock_row(person)
    reasons = [
        reason for check in settings.ROLE_CHECKS for reason in import_string(check)(person=person, role=role)
    ]
    if reasons:
        raise CannotHoldRole(*reasons)
    role_held, is_new = RoleHeld.objects.get_or_create(
        person=person, role=role.value, defaults={"by": by, "at": at}
    )
    if is_new:
        ledger.record(
            "people.role_given",
            about=person,
            provider_id=person.provider_id,
            by=by,
            at=at,
            facts={"role": role.value},
        )
    return role_held


@transaction.atomic
def invite(*, person: Person, link: Callable[[str], str], by: Person | None, at: datetime) -> Invitation:
    """Email a person a link to create a password. `link` makes the address from the token."""
    token = secrets.token_urlsafe(24)
    invitation = Invitation.objects.create(
        person=person,
        token_digest=queries.digest_of_token(token),
        by=by,
        at=at,
        expires_at=at + INVITATION_LASTS,
    )
    queue_email(
        provider=person.provider,
        to=person.email,
        subject=f"Your {person.provider.short_name} account on Waymark",
        text=(
            f"Dear {person.name},\n\n{person.provider.name} has invited you to Waymark. "
            f"Use this link to create a password. It works for 14 days:\n\n{link(token)}\n\n"
            f"If you weren’t expecting this, email {person.provider.enquiries_email}.\n"
        ),
        once=f"invitation:{invitation.pk}",
        at=at,
    )
    ledger.record("people.invited", about=person, provider_id=person.provider_id, by=by, at=at)
    return invitation


@transaction.atomic
def accept_invitation(*, token: str, password: str, at: datetime) -> Account:
    """Give the invited person an account with this password, or join the account they already have."""
    invitation = queries.find_open_invitation(token=token, at=at)
    if invitation is None or lock_row(invitation).accepted_at is not None:
        sentence = "This link has been used or has expired. Ask your provider for a new one."
        raise CannotInvite(Reason("invitation_over", sentence))
    person = invitation.person
    account = person.account or queries.find_account(email=person.email)
    if account is None:
        account = Account.objects.create_user(person.email, password)
    elif not account.check_password(password):
        sentence = "You already have an account. Enter your password, or reset it first."
        raise CannotInvite(Reason("other_password", sentence))
    Person.objects.filter(pk=person.pk).update(account=account)
    Invitation.objects.filter(pk=invitation.pk).update(accepted_at=at)
    ledger.record(
        "people.invitation_accepted", about=person, provider_id=person.provider_id, by=person, at=at
    )
    return account


def queue_email(
    *,
    provider: Provider,
    to: str,
    subject: str,
    text: str,
    once: str,
    at: datetime,
    attaches: tuple[str, int] | None = None,
) -> None:
    """Leave an email for the mail bridge. The same occasion (`once`) writes only one.

    `attaches` is a name of `settings.ATTACHMENTS` and an id: files are fetched when the email is sent, not copied now.
    """
    attachment, attachment_id = attaches or ("", None)
    moment = connection.ops.adapt_datetimefield_value(at)
    with connection.cursor() as cursor:
        cursor.execute(EMAIL, [provider.pk, to, subject, text, once, moment, attachment, attachment_id])


def queue_emails(*, provider: Provider, emails: Iterable[tuple[str, str, str, str]], at: datetime) -> None:
    """Many emails in one statement; each is (to, subject, text, once), as in `queue_email`."""
    rows = [
        Email(provider=provider, to=to, subject=subject, text=text, once=once, at=at)
        for to, subject, text, once in emails
    ]
    Email.objects.bulk_create(rows, ignore_conflicts=True)


@transaction.atomic
def give_account(*, person: Person) -> Account:
    """An account without a usable password, so that a demonstration can let one be this person."""
    account = queries.find_account(email=person.email) or Account.objects.create_user(person.email)
    Person.objects.filter(pk=person.pk).update(account=account)
    return account
