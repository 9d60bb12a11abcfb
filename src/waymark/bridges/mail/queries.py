"""Which emails left, which did not, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from waymark.bridges.mail.models import FailingAddress, Setback, Withheld
from waymark.bridges.mail.personal_data import DATA
from waymark.ground.emails.queries import plan_sending
from waymark.ground.people.queries import all_emails, list_addresses_of, list_emails_of
from waymark.kit.clock import day_over
from waymark.kit.email_kinds import LINK_PLACE, all_kinds, find_kind
from waymark.kit.personal_data import PersonalData, read_personal_data

if TYPE_CHECKING:
    from waymark.ground.people.models import Email, Person

SHOWN = 100


class State(StrEnum):
    """How far an email is."""

    WAITING = "waiting"
    SENT = "sent"
    TRYING = "trying"
    GAVE_UP = "gave_up"
    PERHAPS = "perhaps"
    """A worker stopped while the email was handed to the mail server."""
    SUMMARY = "summary"
    OFF = "off"


@dataclass(frozen=True)
class WaitingEmail:
    to: str
    subject: str
    written_at: datetime
    reason: str
    times: int
    """How often it was tried."""
    again_at: datetime


def list_waiting(*, provider_id: int | None = None) -> list[WaitingEmail]:
    """Emails that were tried and did not leave, oldest first; without a provider those of all, for the operator."""
    setbacks = (
        Setback.objects.filter(email__delivery__isnull=True, gave_up_at=None)
        .select_related("email")
        .order_by("email_id")
    )
    if provider_id is not None:
        setbacks = setbacks.filter(email__provider_id=provider_id)
    return [
        WaitingEmail(
            to=setback.email.to,
            subject=setback.email.subject,
            written_at=setback.email.at,
            reason=setback.reason,
            times=setback.times,
            again_at=setback.again_at,
        )
        for setback in setbacks[:SHOWN]
    ]


@dataclass(frozen=True)
class SentEmail:
    """An email, its words as they went or will go, and how far it is. Never a link that works."""

    id: int
    to: str
    kind: str
    """Its title; empty for an email without a kind."""
    subject: str
    text: str
    written_at: datetime
    state: State
    sent_at: datetime | None
    reason: str
    times: int
    attachment: str


def find_emails_for(
    *,
    for_: Person,
    at: datetime,
    person: str = "",
    kind: str = "",
    state: str = "",
    since: date | None = None,
    until: date | None = None,
) -> QuerySet[Email]:
    """Emails of the viewer’s provider that a lead may read, newest first.

    `person`: part of a name or an address. `since` and `until`: days on which they were written, both counted.
    """
    rows = all_emails(provider_id=for_.provider_id).exclude(kind__in=_private())
    if person.strip():
        rows = rows.filter(to__in=list_addresses_of(provider_id=for_.provider_id, text=person))
    if kind:
        rows = rows.filter(kind=kind)
    if since and since > date.min:
        rows = rows.filter(at__gte=day_over(since - timedelta(days=1)))
    if until and until < date.max:
        rows = rows.filter(at__lt=day_over(until))
    return _in_state(rows, state, at) if state in set(State) else rows


def find_own_emails(*, for_: Person) -> QuerySet[Email]:
    """Emails to the viewer, newest first."""
    return list_emails_of(person=for_)


def _private() -> list[str]:
    return [kind.code for kind in all_kinds().values() if kind.is_private]


def _in_state(rows: QuerySet[Email], state: str, at: datetime) -> QuerySet[Email]:
    match State(state):
        case State.SENT:
            return rows.filter(delivery__isnull=False)
        case State.SUMMARY:
            return rows.filter(withheld__why=Withheld.Reason.SUMMARY)
        case State.OFF:
            return rows.filter(withheld__why=Withheld.Reason.OFF)
    left = rows.filter(delivery__isnull=True, withheld__isnull=True)
    perhaps = Q(attempt__over_at__lte=at, attempt__repeats=False)
    tried = Q(setback__isnull=False) | Q(attempt__isnull=False)
    match State(state):
        case State.GAVE_UP:
            return left.filter(setback__gave_up_at__isnull=False)
        case State.PERHAPS:
            return left.filter(perhaps)
        case State.TRYING:
            return left.filter(tried, setback__gave_up_at__isnull=True).exclude(perhaps)
        case _:
            return left.exclude(tried)


def describe(emails: Iterable[Email], *, at: datetime) -> list[SentEmail]:
    """In the given order; the rows have `delivery`, `setback`, `withheld` and `attempt`."""
    rows = list(emails)
    unsent = [email for email in rows if not hasattr(email, "delivery")]
    planned = {plan.email.pk: plan.words for plan in plan_sending(unsent)}
    described = []
    for email in rows:
        subject, text = email.subject, email.text
        if email.pk in planned:
            subject, text = planned[email.pk].subject, planned[email.pk].text
        elif email.delivery.text:
            subject, text = email.delivery.subject, email.delivery.text
        described.append(_describe(email, subject, text, at))
    return described


def _describe(email: Email, subject: str, text: str, at: datetime) -> SentEmail:
    delivery, setback = getattr(email, "delivery", None), getattr(email, "setback", None)
    kind = find_kind(email.kind)
    return SentEmail(
        id=email.pk,
        to=email.to,
        kind=kind.title if kind else "",
        subject=subject,
        text=text.replace(LINK_PLACE, "link").replace("{unsubscribe}", "link"),
        written_at=email.at,
        state=_state_of(email, at),
        sent_at=delivery.at if delivery else None,
        reason=setback.reason if setback and not delivery else "",
        times=setback.times if setback else 0,
        attachment=email.attachment,
    )


def _state_of(email: Email, at: datetime) -> State:
    if hasattr(email, "delivery"):
        return State.SENT
    withheld, setback = getattr(email, "withheld", None), getattr(email, "setback", None)
    if withheld:
        return State.OFF if withheld.why == Withheld.Reason.OFF else State.SUMMARY
    if setback and setback.gave_up_at:
        return State.GAVE_UP
    attempt = getattr(email, "attempt", None)
    if attempt and attempt.over_at <= at and not attempt.repeats:
        return State.PERHAPS
    return State.TRYING if setback or attempt else State.WAITING


def get_email_for(*, for_: Person, email_id: int, at: datetime) -> Email | None:
    """An email of the viewer’s provider that a lead may read."""
    return find_emails_for(for_=for_, at=at).filter(pk=email_id).first()


def count_perhaps_sent(*, for_: Person, at: datetime) -> int:
    """How many emails a lead has to decide about, because a worker stopped while it sent them."""
    return find_emails_for(for_=for_, at=at, state=State.PERHAPS).count()


def list_failing_for(*, for_: Person) -> list[FailingAddress]:
    """Addresses that a mail server refused for good, newest first."""
    rows = FailingAddress.objects.filter(provider_id=for_.provider_id)
    return list(rows.order_by("-since", "id")[:SHOWN])


def personal_data_of(*, person: Person) -> PersonalData:
    """Everything this bridge holds about a person; `personal_data.py` says what, and what is left out."""
    return read_personal_data(DATA, person=person)


def find_sent(*, to: str = "") -> QuerySet[Email]:
    """Every email that left, of all providers, newest first: for a demonstration alone."""
    rows = all_emails().filter(delivery__isnull=False)
    return rows.filter(to__icontains=to.strip()) if to.strip() else rows
