"""Putting right what is known about a person: every change is a row with before, after, why and who."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.db import transaction
from django.db.models import Q

from waymark.ground.ledger import actions as ledger
from waymark.ground.people import emails, links, organisations
from waymark.ground.people.corrections import queries, words
from waymark.ground.people.corrections.models import EmailChange, Field, PersonChange
from waymark.ground.people.corrections.rules import (
    LONGEST_LOCAL_PART,
    clean_email,
    spellings,
)
from waymark.ground.people.invitations import invite, withdraw_invitation
from waymark.ground.people.links import Purpose
from waymark.ground.people.models import Account, PasswordReset, Person
from waymark.ground.people.outbox import Message, queue_message
from waymark.ground.people.rules import full_name, read_trn
from waymark.kit.locks import lock_row
from waymark.kit.refusals import Reason, Refusal

if TYPE_CHECKING:
    from waymark.ground.people.models import Invitation

ADDRESS_LASTS = timedelta(days=7)
_is_email = EmailValidator(allowlist=[])


class CannotCorrect(Refusal):
    """What was entered is wrong, or belongs to someone else. A reason's code is the field's name."""


@transaction.atomic
def correct_name(
    *, person: Person, given_name: str, family_name: str, reason: str, by: Person, at: datetime
) -> PersonChange | None:
    """A new name; the earlier one stays on the person's page and is found by searches. None: it is the same."""
    given_name, family_name = " ".join(given_name.split()), " ".join(family_name.split())
    if not (given_name or family_name):
        raise CannotCorrect(Reason("given_name", words.NO_NAME))
    row = lock_row(person)
    if (row.given_name, row.family_name) == (given_name, family_name):
        return None
    before = row.name
    row.given_name, row.family_name = given_name, family_name
    if before != row.name:
        row.earlier_names = _with(row.earlier_names, before)
    row.save(update_fields=["given_name", "family_name", "earlier_names"])
    return _note(row, Field.NAME, before, full_name(given_name, family_name), reason=reason, by=by, at=at)


@transaction.atomic
def correct_trn(*, person: Person, trn: str, reason: str, by: Person, at: datetime) -> PersonChange | None:
    """A TRN as people write it, or nothing where it isn't known. None: it is the same."""
    read = read_trn(trn) if trn.strip() else None
    if trn.strip() and read is None:
        raise CannotCorrect(Reason("trn", words.NO_TRN))
    value, row = read.value if read else "", lock_row(person)
    if row.trn == value:
        return None
    other = Person.objects.filter(provider_id=row.provider_id, trn=value, merged_into=None)
    if value and (holder := other.exclude(pk=row.pk).first()):
        raise CannotCorrect(Reason("trn", words.TRN_OF_ANOTHER.format(name=holder.name)))
    before, row.trn = row.trn, value
    row.save(update_fields=["trn"])
    return _note(row, Field.TRN, before, value, reason=reason, by=by, at=at)


@transaction.atomic
def correct_school(
    *, person: Person, name: str, reason: str, by: Person, at: datetime
) -> PersonChange | None:
    """Where the person works, by name; empty where it isn't known. None: it is the same."""
    row = lock_row(person)
    before, organisation = row.organisation, organisations.named(row.provider, " ".join(name.split()))
    if before == organisation:
        return None
    row.organisation = organisation
    row.save(update_fields=["organisation"])
    labels = [place.name if place else "" for place in (before, organisation)]
    return _note(row, Field.SCHOOL, *labels, reason=reason, by=by, at=at)


@transaction.atomic
def request_email_change(
    *, person: Person, email: str, reason: str, site: str, by: Person, at: datetime
) -> EmailChange:
    """Email a link to the new address, and tell the old one. Nothing changes before the link is used.

    An earlier address that still waits is withdrawn. Whether another provider knows the address, no one is told.
    """
    address, row = clean_email(email), lock_row(person)
    _check_address(address, row)
    _withdraw_waiting(row, at=at)
    change = EmailChange.objects.create(
        person=row, email=address, reason=_reason(reason), by=by, at=at, expires_at=at + ADDRESS_LASTS
    )
    _send_link(change, site=site, at=at)
    _tell(row, Message(emails.ADDRESS_CHANGE, row.email, once=f"email_change_old:{change.pk}"), at)
    ledger.record("people.email_change_asked", about=row, provider_id=row.provider_id, by=by, at=at)
    return change


def _check_address(address: str, person: Person) -> None:
    try:
        _is_email(address)
    except ValidationError as problem:
        raise CannotCorrect(Reason("email", words.NO_EMAIL)) from problem
    if len(address.partition("@")[0]) > LONGEST_LOCAL_PART or len(address) > 254:
        raise CannotCorrect(Reason("email", words.NO_EMAIL))
    if address in spellings(person.email):
        raise CannotCorrect(Reason("email", words.SAME_EMAIL))
    if holder := _holder(address, person):
        raise CannotCorrect(Reason("email", words.EMAIL_OF_ANOTHER.format(name=holder.name)))


def _holder(address: str, person: Person) -> Person | None:
    """Another person of the same provider with that address, in either spelling of its domain."""
    alike = Q()
    for spelling in spellings(address):
        alike |= Q(email__iexact=spelling)
    rows = Person.objects.filter(alike, provider_id=person.provider_id, merged_into=None)
    return rows.exclude(pk=person.pk).first()


@transaction.atomic
def renew_email_change(*, token: str, site: str, at: datetime) -> bool:
    """Send the link again from the page where it ran out; whether it was sent."""
    change = queries.find_email_change(token=token)
    if change is None or change.expires_at > at:
        return False
    person = lock_row(change.person)
    if queries.waiting_email_change(person=person) != change:
        return False
    EmailChange.objects.filter(pk=change.pk).update(withdrawn_at=at)
    renewed = EmailChange.objects.create(
        person=person,
        email=change.email,
        reason=change.reason,
        by=change.by,
        at=at,
        expires_at=at + ADDRESS_LASTS,
    )
    _send_link(renewed, site=site, at=at)
    return True


@transaction.atomic
def withdraw_email_change(*, person: Person, by: Person, at: datetime) -> bool:
    """The link to the new address stops working; whether there was one."""
    withdrawn = _withdraw_waiting(lock_row(person), at=at)
    if withdrawn:
        ledger.record(
            "people.email_change_withdrawn", about=person, provider_id=person.provider_id, by=by, at=at
        )
    return withdrawn


def _withdraw_waiting(person: Person, *, at: datetime) -> bool:
    waiting = EmailChange.objects.filter(person=person, confirmed_at=None, withdrawn_at=None)
    return bool(waiting.update(withdrawn_at=at))


def _send_link(change: EmailChange, *, site: str, at: datetime) -> None:
    links.issue(change)
    change.save(update_fields=["token_digest"])
    link = (Purpose.EMAIL_CHANGE, change.pk, site)
    _tell(
        change.person,
        Message(emails.NEW_ADDRESS, change.email, once=f"email_change:{change.pk}", link=link),
        at,
    )


def _tell(person: Person, message: Message, at: datetime) -> None:
    queue_message(message, provider=person.provider, at=at)


@transaction.atomic
def confirm_email_change(*, token: str, site: str, at: datetime) -> tuple[EmailChange, Invitation | None]:
    """The new address counts from now on. Someone who has no account yet is invited there.

    The account signs in with it too, unless the person works for another provider with the same account: then
    the provider's emails go to the new address, and only they themselves change what they sign in with.
    """
    change = queries.find_open_email_change(token=token, at=at)
    if change is None or lock_row(change).confirmed_at is not None:
        raise CannotCorrect(Reason("over", words.ADDRESS_OVER))
    person = lock_row(change.person)
    before, account = person.email, person.account
    if _holder(change.email, person) or (account and not _take_address(account, change, at=at)):
        raise CannotCorrect(Reason("taken", words.ADDRESS_TAKEN))
    person.email = change.email
    person.save(update_fields=["email"])
    EmailChange.objects.filter(pk=change.pk).update(confirmed_at=at)
    _note(person, Field.EMAIL, before, change.email, reason=change.reason, by=change.by, at=at)
    _tell(person, Message(emails.ADDRESS_CHANGED, before, once=f"email_changed:{change.pk}"), at)
    invitation = None
    if account is None and withdraw_invitation(person=person, by=person, at=at):
        invitation = invite(person=person, site=site, by=change.by, at=at)
    return change, invitation


def _take_address(account: Account, change: EmailChange, *, at: datetime) -> bool:
    """Whether the account could take the address, or keeps its own because another provider relies on it.

    Someone who changes their own address changes what they sign in with, wherever they work.
    """
    others, address = account.persons.exclude(pk=change.person_id).filter(merged_into=None), change.email
    if change.by_id != change.person_id and others.exists():
        return True
    if Account.objects.filter(email__in=spellings(address)).exclude(pk=account.pk).exists():
        return False
    account.email = address
    account.save(update_fields=["email"])
    PasswordReset.objects.filter(account=account, used_at=None).update(used_at=at)
    return True


def _with(lines: str, line: str) -> str:
    """The lines with one more at the end, each once."""
    return "\n".join(dict.fromkeys([*lines.splitlines(), line]))


def _reason(text: str) -> str:
    if not text.strip():
        raise CannotCorrect(Reason("reason", words.NO_REASON))
    return text.strip()


def _note(
    person: Person,
    field: Field,
    before: str,
    after: str,
    *,
    reason: str,
    by: Person | None,
    at: datetime,
    audit: bool = True,
) -> PersonChange:
    change = PersonChange.objects.create(
        person=person, field=field, before=before, after=after, reason=_reason(reason), by=by, at=at
    )
    if audit:
        facts = {"field": field.value}
        ledger.record(
            "people.corrected", about=person, provider_id=person.provider_id, by=by, at=at, facts=facts
        )
    return change
