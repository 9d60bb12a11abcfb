"""Sends the emails that rooms have written. In a demonstration they go into a folder instead."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from enum import Enum, auto
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused
from typing import TYPE_CHECKING

from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction

from waymark.bridges.mail.attachments import AttachmentNotFound, attachments_of
from waymark.bridges.mail.models import Delivery, Setback
from waymark.bridges.mail.words import reason_for
from waymark.ground.people.queries import LinkNotMade, list_emails_to_send, text_to_send

if TYPE_CHECKING:
    from waymark.ground.people.models import Email

BATCH_SIZE = 50
MAX_CONSECUTIVE_FAILURES = 3
"""After so many emails without an answer from the mail server, the rest wait for the next round."""
FIRST_DELAY, LONGEST_DELAY = timedelta(seconds=10), timedelta(minutes=10)
"""How long an email waits after its second failure, and at most."""
EMAIL_ERRORS = (SMTPDataError, SMTPRecipientsRefused, ValueError, AttachmentNotFound, LinkNotMade)
log = logging.getLogger("waymark.mail")


class SendOutcome(Enum):
    SENT = auto()
    REFUSED = auto()
    """The server refused this email, perhaps only this one."""
    NO_ANSWER = auto()
    SENT_BY_ANOTHER = auto()


def run(*, at: datetime) -> int:
    """Send waiting emails, oldest first, and return how many were sent. A failed one is tried again later.

    A mail server that does not answer is not tried fifty times: the worker's other jobs would wait for it.
    """
    sent = unanswered = 0
    for email in list_emails_to_send(limit=BATCH_SIZE, at=at):
        outcome = _send(email, at=at)
        sent += outcome is SendOutcome.SENT
        unanswered = unanswered + 1 if outcome is SendOutcome.NO_ANSWER else 0
        if unanswered == MAX_CONSECUTIVE_FAILURES:
            break
    return sent


def _send(email: Email, *, at: datetime) -> SendOutcome:
    try:
        with transaction.atomic():
            Delivery.objects.create(email=email, at=at)
            _message_of(email).send()
    except (SMTPException, OSError, ValueError, AttachmentNotFound, LinkNotMade) as problem:
        log.warning("Email %s was not sent: %s", email.pk, type(problem).__name__)
        _schedule_retry(email, reason=reason_for(problem), at=at)
        return SendOutcome.REFUSED if isinstance(problem, EMAIL_ERRORS) else SendOutcome.NO_ANSWER
    except IntegrityError:
        return SendOutcome.SENT_BY_ANOTHER
    return SendOutcome.SENT


def _schedule_retry(email: Email, *, reason: str, at: datetime) -> None:
    """The first retry is immediate; from the second on, the delay doubles each time."""
    earlier = Setback.objects.filter(email=email).first()
    times = 1 + (earlier.times if earlier else 0)
    delay = min(FIRST_DELAY * 2 ** min(times - 2, 10), LONGEST_DELAY) if times > 1 else timedelta()
    since = (earlier.since if earlier else None) or at
    values = {"times": times, "again_at": at + delay, "reason": reason, "since": since}
    Setback.objects.update_or_create(email=email, defaults=values)


def _message_of(email: Email) -> EmailMessage:
    message = EmailMessage(email.subject, text_to_send(email), to=[email.to])
    for file in attachments_of(email):
        message.attach(file.name, file.data, file.media_type)
    return message
