"""Inviting someone to create a password: sent, sent again, and withdrawn."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from waymark.ground.ledger import actions as ledger
from waymark.ground.people import emails, links, queries
from waymark.ground.people.links import Purpose
from waymark.ground.people.models import Account, Invitation, Person
from waymark.ground.people.outbox import Message, queue_messages
from waymark.kit.locks import lock_row

INVITATION_LASTS = timedelta(days=14)
AT_ONCE = 250
"""Rows in one UPDATE: the database compares each row with each of them."""
COUNTED_FOR, MOST_INVITED = timedelta(hours=1), 3
"""So many emails at most leave for one person within an hour because someone asked for a new password."""


@transaction.atomic
def invite(*, person: Person, site: str, by: Person | None, at: datetime) -> Invitation:
    """Email a person a link to create a password; `site` is the address of ours, such as `https://npq.our.example`."""
    (invitation,) = invite_people(persons=[person], site=site, by=by, at=at)
    return invitation


@transaction.atomic
def invite_people(
    *, persons: Sequence[Person], site: str, by: Person | None, at: datetime
) -> list[Invitation]:
    """As `invite`, for people of one provider; a handful of statements for 500 of them."""
    invitations = Invitation.objects.bulk_create(
        Invitation(person=person, by=by, at=at, expires_at=at + INVITATION_LASTS) for person in persons
    )
    for invitation in invitations:
        links.issue(invitation)
    Invitation.objects.bulk_update(invitations, ["token_digest"], batch_size=AT_ONCE)
    messages = [
        Message(
            emails.INVITATION,
            invitation.person.email,
            once=f"invitation:{invitation.pk}",
            link=(Purpose.INVITATION, invitation.pk, site),
        )
        for invitation in invitations
    ]
    if persons:
        provider = persons[0].provider
        queue_messages(messages, provider=provider, at=at)
        ledger.record_many("people.invited", about=persons, provider_id=provider.pk, by=by, at=at)
    return invitations


@transaction.atomic
def renew_invitation(*, token: str, site: str, at: datetime) -> bool:
    """Invite someone again whose newest invitation has expired; an expired link does so once."""
    expired = queries.find_invitation(token=token)
    if expired is None or not queries.can_be_renewed(lock_row(expired), at=at):
        return False
    invite(person=expired.person, site=site, by=expired.person, at=at)
    return True


@transaction.atomic
def invite_again(*, email: str, site: str, at: datetime) -> int:
    """Invite everyone with that address again who was invited and has no account yet, as `send_password_reset` does.

    At most three times an hour. Returns how many invitations were left to be sent.
    """
    invited = 0
    for person in queries.list_invited_without_account(email=email):
        recent = Invitation.objects.filter(person=person, at__gt=at - COUNTED_FOR).count()
        if recent < MOST_INVITED:
            invite(person=person, site=site, by=person, at=at)
            invited += 1
    return invited


@transaction.atomic
def withdraw_invitation(*, person: Person, by: Person, at: datetime) -> int:
    """Every link that the person has not used stops working; how many there were."""
    lock_row(person)
    waiting = Invitation.objects.filter(person=person, accepted_at=None, withdrawn_at=None)
    withdrawn = waiting.update(withdrawn_at=at)
    if withdrawn:
        provider_id = person.provider_id
        ledger.record("people.invitation_withdrawn", about=person, provider_id=provider_id, by=by, at=at)
    return withdrawn


@transaction.atomic
def accept_by_verified_address(*, email: str, provider_ids: Collection[int], at: datetime) -> int:
    """Let in everyone with a waiting invitation at these providers whose address this is; returns how many.

    The caller knows that the address is theirs. They get the account with that address, or a new one without a usable
    password. No one who has an account is given another.
    """
    waiting = Invitation.objects.filter(
        person__email__iexact=email.strip(),
        person__account=None,
        person__merged_into=None,
        person__provider__in=list(provider_ids),
        accepted_at=None,
        withdrawn_at=None,
        expires_at__gt=at,
    ).select_related("person")
    accepted = set()
    for invitation in waiting.order_by("-id"):
        person = invitation.person
        if person.pk in accepted or lock_row(invitation).accepted_at is not None:
            continue
        account = queries.find_account(email=email) or Account.objects.create_user(email.strip())
        if not account.is_active:
            return 0
        Person.objects.filter(pk=person.pk).update(account=account)
        Invitation.objects.filter(pk=invitation.pk).update(accepted_at=at)
        provider_id = person.provider_id
        ledger.record("people.invitation_accepted", about=person, provider_id=provider_id, by=person, at=at)
        accepted.add(person.pk)
    return len(accepted)
