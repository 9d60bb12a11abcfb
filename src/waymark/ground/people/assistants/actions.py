"""Naming an assistant, accepting, ending, sending the link again, and choosing whether they get reminders."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.ground.ledger import actions as ledger
from waymark.ground.people import emails
from waymark.ground.people.adding import add_person, give_role, take_role
from waymark.ground.people.assistants import queries, rules, words
from waymark.ground.people.assistants.models import Assistant, AssistantReminders
from waymark.ground.people.assistants.rules import AssistantReason
from waymark.ground.people.invitations import COUNTED_FOR, MOST_INVITED, invite
from waymark.ground.people.models import Invitation
from waymark.ground.people.outbox import Message, queue_message
from waymark.ground.people.queries import held_roles_of
from waymark.ground.people.roles import Role
from waymark.kit.addresses import site_address
from waymark.kit.locks import lock_row
from waymark.kit.refusals import Refusal, reasons_for

if TYPE_CHECKING:
    from waymark.ground.people.models import Person


class CannotName(Refusal):
    """No one was named."""


class CannotAssist(Refusal):
    """The assistant cannot accept."""

    status = 403


@transaction.atomic
def name_assistant(
    *, head: Person, name: str, email: str, gets_reminders: bool, site: str, at: datetime
) -> Assistant:
    """Email someone that the head has named them. Someone we don't know gets a link to create a password."""
    lock_row(head)
    is_oneself = email.strip().lower() in {address.lower() for address in head.addresses}
    named = [row for row in queries.list_assistants_of(head=head) if row.ended_at is None]
    _, recent = queries.count_current_and_recent(head=head, at=at)
    decision = rules.may_name(
        is_oneself=is_oneself,
        is_named=any(email.strip().lower() == row.email for row in named),
        current=len(named),
        named_within_a_day=recent,
    )
    if not decision.allowed:
        raise CannotName(*reasons_for(decision.reasons, words.REFUSED))
    person = add_person(provider=head.provider, given_name=name, family_name="", email=email, by=head, at=at)
    if any(person.pk == row.person_id for row in named):
        raise CannotName(*reasons_for((AssistantReason.NAMED_ALREADY,), words.REFUSED))
    if person.pk == head.pk:
        raise CannotName(*reasons_for((AssistantReason.ONESELF,), words.REFUSED))
    if not held_roles_of(person):
        give_role(person=person, role=Role.ASSISTANT, by=head, at=at)
    assistant = Assistant.objects.create(
        head=head, person=person, name=name, email=email.strip().lower(), at=at
    )
    AssistantReminders.objects.create(assistant=assistant, is_on=gets_reminders, at=at)
    _record("people.assistant_named", assistant, by=head, at=at)
    _send_link(assistant, site=site, at=at)
    return assistant


@transaction.atomic
def send_assistant_link(*, assistant: Assistant, site: str, at: datetime) -> None:
    """Email the link again, at most three times an hour to someone without an account and once a day otherwise."""
    _send_link(assistant, site=site, at=at)


def _send_link(assistant: Assistant, *, site: str, at: datetime) -> None:
    person = assistant.person
    message = Message(
        emails.ASSISTANT_NAMED,
        assistant.email,
        {"head": assistant.head.name, "link": site_address("web:assisting")},
        once=f"assistant:{assistant.pk}:{at:%Y%m%d}",
    )
    queue_message(message, provider=assistant.head.provider, at=at)
    recent = Invitation.objects.filter(person=person, at__gt=at - COUNTED_FOR).count()
    if person.account_id is None and recent < MOST_INVITED:
        invite(person=person, site=site, by=assistant.head, at=at)


@transaction.atomic
def accept_assisting(*, assistant: Assistant, at: datetime) -> None:
    """The assistant agrees. Whoever judges participants' work at this provider is refused."""
    person = assistant.person
    lock_row(person)
    assistant = lock_row(assistant)
    if assistant.accepted_at is not None or assistant.ended_at is not None:
        return
    decision = rules.may_assist(held_roles_of(person))
    if not decision.allowed:
        raise CannotAssist(*reasons_for(decision.reasons, words.REFUSED))
    give_role(person=person, role=Role.ASSISTANT, by=person, at=at)
    assistant.accepted_at = at
    assistant.save(update_fields=["accepted_at"])
    _record("people.assistant_accepted", assistant, by=person, at=at)


@transaction.atomic
def end_assisting(*, assistant: Assistant, by: Person, at: datetime) -> None:
    """By the head or by the assistant, at once. Who assists no one else and has another role loses this one."""
    person = assistant.person
    lock_row(person)
    assistant = lock_row(assistant)
    if assistant.ended_at is not None:
        return
    assistant.ended_at, assistant.ended_by = at, by
    assistant.save(update_fields=["ended_at", "ended_by"])
    _record("people.assistant_ended", assistant, by=by, at=at)
    if not queries.list_assisted_by(person=person) and held_roles_of(person) - {Role.ASSISTANT}:
        take_role(person=person, role=Role.ASSISTANT, by=by, at=at)


@transaction.atomic
def choose_assistant_reminders(*, assistant: Assistant, is_on: bool, at: datetime) -> None:
    """The same choice again adds nothing."""
    newest = AssistantReminders.objects.filter(assistant=assistant).order_by("-id").first()
    if newest is None or newest.is_on != is_on:
        AssistantReminders.objects.create(assistant=assistant, is_on=is_on, at=at)


def _record(verb: str, assistant: Assistant, *, by: Person, at: datetime) -> None:
    head = assistant.head
    ledger.record(verb, about=head, provider_id=head.provider_id, by=by, at=at)
