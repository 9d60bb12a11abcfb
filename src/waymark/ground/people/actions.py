"""Adding people, giving them roles, inviting them and emailing them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from ipaddress import ip_network

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils.crypto import get_random_string, salted_hmac

from waymark.ground.ledger import actions as ledger
from waymark.ground.people import emails, links, organisations, queries, words
from waymark.ground.people.access_needs.actions import VIEWED as NEEDS_VIEWED
from waymark.ground.people.access_needs.actions import (
    CannotAgreeNeed,
    NeedDraft,
    agree_need,
    agree_proposed_need,
    change_need,
    decline_proposed_need,
    end_need,
    note_view_of_needs,
    propose_need,
)
from waymark.ground.people.adding import (
    CannotHoldRole,
    NewPerson,
    add_people,
    add_person,
    give_role,
    give_roles,
    take_role,
)
from waymark.ground.people.assistants.actions import (
    CannotAssist,
    CannotName,
    accept_assisting,
    choose_assistant_reminders,
    end_assisting,
    name_assistant,
    send_assistant_link,
)
from waymark.ground.people.branding.actions import CannotBrand, Look, change_look, change_statement
from waymark.ground.people.corrections.actions import (
    CannotCorrect,
    confirm_email_change,
    correct_name,
    correct_school,
    correct_trn,
    renew_email_change,
    request_email_change,
    withdraw_email_change,
)
from waymark.ground.people.corrections.checks import Kept
from waymark.ground.people.corrections.merging import CannotMerge, merge_people
from waymark.ground.people.dietary.actions import REMOVED as DIETARY_REMOVED
from waymark.ground.people.dietary.actions import SAVED as DIETARY_SAVED
from waymark.ground.people.dietary.actions import VIEWED as DIETARY_VIEWED
from waymark.ground.people.dietary.actions import (
    CannotSaveDietaryNeed,
    read_dietary_need,
    remove_dietary_need,
    save_dietary_need,
)
from waymark.ground.people.invitations import (
    accept_by_verified_address,
    invite,
    invite_again,
    invite_people,
    renew_invitation,
    withdraw_invitation,
)
from waymark.ground.people.links import Purpose
from waymark.ground.people.links import issue as issue_link
from waymark.ground.people.models import (
    Account,
    Invitation,
    Organisation,
    PasswordReset,
    Person,
    Provider,
)
from waymark.ground.people.outbox import Message, queue_email, queue_emails, queue_message, queue_messages
from waymark.ground.people.passwords import CannotUsePassword, Identity, check_password_strength
from waymark.kit.guards.tables import ERASED
from waymark.kit.locks import lock_row
from waymark.kit.refusals import Reason, Refusal

__all__ = [
    "DIETARY_REMOVED",
    "DIETARY_SAVED",
    "DIETARY_VIEWED",
    "NEEDS_VIEWED",
    "CannotAgreeNeed",
    "CannotAssist",
    "CannotBrand",
    "CannotCorrect",
    "CannotHoldRole",
    "CannotMerge",
    "CannotName",
    "CannotSaveDietaryNeed",
    "CannotUsePassword",
    "Kept",
    "Look",
    "Message",
    "NeedDraft",
    "NewPerson",
    "accept_assisting",
    "accept_by_verified_address",
    "add_people",
    "add_person",
    "agree_need",
    "agree_proposed_need",
    "change_look",
    "change_need",
    "change_statement",
    "choose_assistant_reminders",
    "confirm_email_change",
    "correct_name",
    "correct_school",
    "correct_trn",
    "decline_proposed_need",
    "end_assisting",
    "end_need",
    "give_role",
    "give_roles",
    "invite",
    "invite_again",
    "invite_people",
    "issue_link",
    "merge_people",
    "name_assistant",
    "note_view_of_needs",
    "propose_need",
    "queue_email",
    "queue_emails",
    "queue_message",
    "queue_messages",
    "read_dietary_need",
    "remove_dietary_need",
    "renew_email_change",
    "renew_invitation",
    "request_email_change",
    "save_dietary_need",
    "send_assistant_link",
    "take_role",
    "withdraw_email_change",
    "withdraw_invitation",
]

RESET_LASTS = timedelta(minutes=60)
RESETS_COUNTED_FOR, MOST_RESETS = timedelta(hours=1), 3
"""So many emails about a new password at most leave for one account within an hour."""

MOST_TO_ONE, MOST_BY_ONE = 3, 20
"""Emails that visitors cause: to one address within a day, and by one client address within an hour."""


class CannotInvite(Refusal):
    """The invitation cannot be accepted."""


class CannotReset(Refusal):
    """The password cannot be changed by this link."""


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
def change_organisation(*, person: Person, name: str, by: Person | None, at: datetime) -> Organisation | None:
    """Where a person works, by name; empty where it is not known. The same name again changes nothing."""
    organisation = organisations.named(person.provider, name)
    row = lock_row(person)
    if organisation == row.organisation:
        return organisation
    row.organisation = person.organisation = organisation
    row.save(update_fields=["organisation"])
    ledger.record("people.organisation_changed", about=person, provider_id=person.provider_id, by=by, at=at)
    return organisation


@transaction.atomic
def accept_invitation(*, token: str, password: str, at: datetime) -> Account:
    """Give the invited person an account with this password, or join the account they already have.

    A password that is too easy to guess is refused before anyone is told that there is an account.
    """
    invitation = queries.find_open_invitation(token=token, at=at)
    if invitation is None or lock_row(invitation).accepted_at is not None:
        raise CannotInvite(Reason("invitation_over", words.INVITATION_OVER))
    person = invitation.person
    account = person.account or queries.find_account(email=person.email)
    if not is_password_of(account, password):
        check_password_strength(password, identity=Identity.of(person))
        if account is not None:
            raise CannotInvite(Reason("other_password", words.OTHER_PASSWORD))
        account = _create_account(person.email, password)
    assert account is not None
    if not account.is_active:
        raise CannotInvite(Reason("account_closed", words.CLOSED))
    Person.objects.filter(pk=person.pk).update(account=account)
    Invitation.objects.filter(pk=invitation.pk).update(accepted_at=at)
    ledger.record(
        "people.invitation_accepted", about=person, provider_id=person.provider_id, by=person, at=at
    )
    return account


def _create_account(email: str, password: str) -> Account:
    """A new account, or the one that another invitation of the same person has given them at this moment."""
    try:
        with transaction.atomic():
            return Account.objects.create_user(email, password)
    except IntegrityError:
        account = queries.find_account(email=email)
        if account is None:
            raise
    if not is_password_of(account, password):
        raise CannotInvite(Reason("other_password", words.OTHER_PASSWORD))
    return account


def is_password_of(account: Account | None, password: str) -> bool:
    """Whether it is the account's password. It takes as long for no account: the password is hashed all the same."""
    if account is None:
        make_password(password)
        return False
    return account.check_password(password)


def send_password_reset(*, account: Account, site: str, at: datetime) -> bool:
    """Email a link to choose a new password, at most three times an hour; whether an email was left."""
    person = next(iter(queries.list_persons_of(account_id=account.pk)), None)
    recent = PasswordReset.objects.filter(account=account, at__gt=at - RESETS_COUNTED_FOR).count()
    if person is None or recent >= MOST_RESETS:
        return False
    with transaction.atomic():
        reset = PasswordReset.objects.create(account=account, at=at, expires_at=at + RESET_LASTS)
        links.issue(reset)
        reset.save(update_fields=["token_digest"])
        message = Message(
            emails.PASSWORD_RESET if account.is_active else emails.ACCOUNT_CLOSED,
            account.email,
            {} if account.is_active else {"link": site},
            once=f"password_reset:{reset.pk}",
            link=(Purpose.PASSWORD_RESET, reset.pk, site) if account.is_active else None,
        )
        queue_message(message, provider=person.provider, at=at)
    return True


def forget_password_resets(*, before: datetime) -> None:
    """Delete links for a new password that were sent before then."""
    PasswordReset.objects.filter(at__lt=before).delete()


@transaction.atomic
def change_own_password(*, account: Account, password: str, at: datetime) -> Account:
    """Set a new password for someone who has just proved who they are. Links for a new password are used up."""
    account, persons = lock_row(account), queries.list_persons_of(account_id=account.pk)
    check_password_strength(password, identity=Identity.of_account(account.email, persons))
    _set_password(
        account, password, persons, once=f"password_changed:own:{account.pk}:{get_random_string(16)}", at=at
    )
    return account


@transaction.atomic
def choose_new_password(*, token: str, password: str, at: datetime) -> Account:
    """Set a new password by a link. This uses up every link of the account, and ends its sessions."""
    reset = queries.find_open_password_reset(token=token, at=at)
    if reset is None or lock_row(reset).used_at is not None:
        raise CannotReset(Reason("reset_over", words.RESET_OVER))
    account, persons = reset.account, queries.list_persons_of(account_id=reset.account_id)
    if not account.is_active:
        raise CannotReset(Reason("account_closed", words.CLOSED))
    check_password_strength(password, identity=Identity.of_account(account.email, persons))
    _set_password(account, password, persons, once=f"password_changed:{reset.pk}", at=at)
    return account


def _set_password(account: Account, password: str, persons: list[Person], *, once: str, at: datetime) -> None:
    """Its owner is told by email; `once` names the occasion."""
    account.set_password(password)
    account.save(update_fields=["password"])
    PasswordReset.objects.filter(account=account, used_at=None).update(used_at=at)
    for person in persons:
        ledger.record(
            "people.password_changed", about=person, provider_id=person.provider_id, by=person, at=at
        )
    if persons:
        message = Message(emails.PASSWORD_CHANGED, account.email, once=once)
        queue_message(message, provider=persons[0].provider, at=at)


@transaction.atomic
def queue_visitors_message(
    message: Message, *, provider: Provider, client_address: str, at: datetime
) -> bool:
    """As `queue_visitors_email`, for an email of a kind whose words a lead may change."""
    written = message.written_for(provider)
    return queue_visitors_email(
        provider=provider,
        to=message.to,
        subject=written.subject,
        text=written.text,
        once=message.once,
        client_address=client_address,
        at=at,
        kind=message.kind.code,
        values=message.all_values,
        link=message.link,
    )


@transaction.atomic
def queue_visitors_email(
    *,
    provider: Provider,
    to: str,
    subject: str,
    text: str,
    once: str,
    client_address: str,
    at: datetime,
    kind: str = "",
    values: Mapping[str, str] | None = None,
    link: tuple[str, int, str] | None = None,
) -> bool:
    """Leave an email that a visitor caused, at an address that no one has verified; whether it was left.

    `text` and `values` must hold nothing that a visitor wrote. Within a day three such emails leave for one address,
    and within an hour twenty because of one client address (of IPv6, one network).
    """
    lock_row(provider)  # so that many at once are counted one after another
    caused_by = digest_of_visitor(client_address)
    for_address, by_cause = queries.count_visitors_emails(to=to, caused_by=caused_by, at=at)
    if for_address >= MOST_TO_ONE or (by_cause >= MOST_BY_ONE and client_address):
        return False
    queue_email(
        provider=provider,
        to=to,
        subject=subject,
        text=text,
        once=once,
        at=at,
        caused_by=caused_by,
        kind=kind,
        values=values,
        link=link,
    )
    return True


def digest_of_visitor(client_address: str) -> str:
    """Tells visitors apart without keeping their addresses. A visitor with IPv6 has a whole network of them."""
    network = client_address
    if ":" in client_address:
        network = str(ip_network((client_address, 64), strict=False))
    return salted_hmac("people.visitor", network, algorithm="sha256").hexdigest()


@transaction.atomic
def give_account(*, person: Person) -> Account:
    """An account without a usable password, so that a demonstration can let one be this person."""
    account = queries.find_account(email=person.email) or Account.objects.create_user(person.email)
    Person.objects.filter(pk=person.pk).update(account=account)
    return account


@transaction.atomic
def remove_identity(*, person: Person) -> int | None:
    """Take name, address, TRN, school and account from a person who is erased; the row stays, so that others can point
    at it. Returns the id of the account if no other person used it and it was deleted.
    """
    account, organisation = person.account, person.organisation
    person.given_name, person.family_name, person.trn = ERASED, "", ""
    person.email = f"erased-{person.pk}@erased.invalid"
    person.organisation = person.account = None
    person.earlier_names = ""
    person.save()
    for record in Person.objects.filter(merged_into=person):
        remove_identity(person=record)
    if organisation and not organisation.persons.exists():
        _remove_unless_used(organisation)
    if account is None or account.persons.exists():
        return None
    account_id = account.pk
    account.delete()
    return account_id


def _remove_unless_used(organisation: Organisation) -> None:
    """A school that is known only because someone works there is a fact about them."""
    try:
        with transaction.atomic():
            organisation.delete()
    except ProtectedError:
        return
