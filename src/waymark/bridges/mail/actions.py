"""What a lead decides about an email that could not be sent, or has perhaps been sent."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from waymark.bridges.mail.models import Delivery, SendAttempt, Setback
from waymark.ground.emails.queries import plan_sending
from waymark.ground.ledger import actions as ledger
from waymark.ground.people.queries import all_emails
from waymark.kit.locks import lock_row

if TYPE_CHECKING:
    from waymark.ground.emails.queries import PlannedEmail
    from waymark.ground.people.models import Email, Person


@transaction.atomic
def send_again(*, email: Email, by: Person, at: datetime) -> bool:
    """Try an email again that we gave up, or that has perhaps been sent; whether there was anything to try."""
    attempt = _perhaps_sent(email, at=at)
    setback = Setback.objects.filter(email=email, email__delivery__isnull=True).first()
    gave_up = setback is not None and lock_row(setback).gave_up_at is not None
    if attempt is None and not gave_up:
        return False
    if attempt is not None:
        attempt.delete()
    if setback is not None:
        values = {"gave_up_at": None, "again_at": at, "since": at, "times": 0}
        Setback.objects.filter(pk=setback.pk).update(**values)
    ledger.record("mail.sent_again", about=email, provider_id=email.provider_id, by=by, at=at)
    return True


@transaction.atomic
def take_as_sent(*, email: Email, by: Person, at: datetime) -> bool:
    """An email that has perhaps been sent arrived: it isn’t sent again. Whether there was anything to decide."""
    attempt = _perhaps_sent(email, at=at)
    if attempt is None:
        return False
    Delivery.objects.create(email=email, at=attempt.at)
    attempt.delete()
    ledger.record("mail.taken_as_sent", about=email, provider_id=email.provider_id, by=by, at=at)
    return True


def _perhaps_sent(email: Email, *, at: datetime) -> SendAttempt | None:
    rows = SendAttempt.objects.filter(email=email, email__delivery=None, over_at__lte=at, repeats=False)
    attempt = rows.first()
    return lock_row(attempt) if attempt else None


@transaction.atomic
def record_past(*, at: datetime, interrupted: str = "") -> int:
    """For a demonstration: everything written until now left when it was written. Returns how many emails.

    `interrupted` is a kind, of which the newest email has perhaps been sent. Production refuses this.
    """
    if settings.IN_PRODUCTION:
        raise ValueError("Emails of production leave through the mail server.")
    waiting = list(all_emails().filter(delivery=None, withheld=None, at__lte=at).reverse())
    left_over = [email for email in waiting if interrupted and email.kind == interrupted][-1:]
    past = [planned for planned in plan_sending(waiting) if planned.email not in left_over]
    Delivery.objects.bulk_create(delivery_of(planned, at=planned.email.at) for planned in past)
    for email in left_over:
        SendAttempt.objects.create(email=email, at=email.at, over_at=at, repeats=False)
    return len(past)


def delivery_of(planned: PlannedEmail, *, at: datetime) -> Delivery:
    """Not saved yet; it repeats the words only if they are not those of the email’s row."""
    email, words = planned.email, planned.words
    differs = (words.subject, words.text) != (email.subject, email.text)
    return Delivery(
        email=email,
        at=at,
        subject=words.subject if differs else "",
        text=words.text if differs else "",
    )
