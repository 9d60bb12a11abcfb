"""Sends the emails that rooms have written. In a demonstration they go into a folder instead.

| Rule                                                     | Here                                                   |
|----------------------------------------------------------|--------------------------------------------------------|
| once, however many workers there are                     | `attempts.begin`: a lease, written before it is sent   |
| a worker that stops in between may have sent it          | `rules.is_repeated`; the message has the same          |
|                                                          | `Message-ID` for good                                  |
| tried again, less and less often                         | `_schedule_retry`                                      |
| not for ever                                             | `MOST_REFUSALS`, `GIVE_UP_AFTER`; leads are told       |
| in order, for one address and one thing                  | `people.queries.list_emails_to_send`, `Queue`          |
| in the lead’s words, or in a daily summary, or not at all | `emails.queries.plan_sending`                          |
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from email.utils import parseaddr
from enum import Enum, auto
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction

from waymark.bridges.mail import attempts, failures, summaries
from waymark.bridges.mail.actions import delivery_of
from waymark.bridges.mail.attachments import AttachmentNotFound, attachments_of
from waymark.bridges.mail.models import Setback, Withheld
from waymark.bridges.mail.rules import message_id
from waymark.bridges.mail.words import reason_for
from waymark.ground.emails.queries import PlannedEmail, Way, plan_sending
from waymark.ground.people.queries import LinkNotMade, list_emails_to_send, text_to_send

if TYPE_CHECKING:
    from waymark.ground.people.models import Email

BATCH_SIZE = 50
MAX_CONSECUTIVE_FAILURES = 3
"""After so many emails without an answer from the mail server, the rest wait for the next round."""
DELAYS = (0, 10, 20, 40, 80, 160, 320, 600)
"""For how many seconds an email waits after its first failure, its second and so on; then as long as the last."""
MOST_REFUSALS = 6
"""So often an address that a mail server refuses for good is tried."""
GIVE_UP_AFTER = timedelta(days=3)
"""For so long everything else is tried."""
EMAIL_ERRORS = (SMTPDataError, SMTPRecipientsRefused, ValueError, AttachmentNotFound, LinkNotMade)
log = logging.getLogger("waymark.mail")


class SendOutcome(Enum):
    SENT = auto()
    REFUSED = auto()
    """The server refused this email, perhaps only this one."""
    NO_ANSWER = auto()
    SENT_BY_ANOTHER = auto()
    WITHHELD = auto()


def run(*, at: datetime) -> int:
    """Send waiting emails, oldest first, and return how many were sent. A failed one is tried again later.

    A mail server that does not answer is not tried fifty times: the worker's other jobs would wait for it.
    """
    summaries.write_due(at=at)
    sent = unanswered = 0
    emails = list_emails_to_send(limit=BATCH_SIZE, at=at)
    failing = failures.list_failing(emails)
    for planned in plan_sending(emails):
        outcome = _handle(planned, at=at)
        if outcome is SendOutcome.SENT and planned.email.to.lower() in failing:
            failures.forget(planned.email)
        sent += outcome is SendOutcome.SENT
        unanswered = unanswered + 1 if outcome is SendOutcome.NO_ANSWER else 0
        if unanswered == MAX_CONSECUTIVE_FAILURES:
            break
    return sent


def _handle(planned: PlannedEmail, *, at: datetime) -> SendOutcome:
    if planned.way is Way.SEND:
        return _send(planned, at=at)
    why = Withheld.Reason.OFF if planned.way is Way.OFF else Withheld.Reason.SUMMARY
    try:
        with transaction.atomic():
            Withheld.objects.create(email=planned.email, why=why, person=planned.person, at=at)
    except IntegrityError:
        return SendOutcome.SENT_BY_ANOTHER
    return SendOutcome.WITHHELD


def _send(planned: PlannedEmail, *, at: datetime) -> SendOutcome:
    """No transaction is open while the mail server is asked: it may take long, and others write meanwhile."""
    email = planned.email
    try:
        with transaction.atomic():
            attempts.begin(email, at=at)
            message = message_of(planned)
        message.send()
    except (SMTPException, OSError, ValueError, AttachmentNotFound, LinkNotMade) as problem:
        log.warning("Email %s was not sent: %s", email.pk, type(problem).__name__)
        _schedule_retry(email, problem, at=at)
        return SendOutcome.REFUSED if isinstance(problem, EMAIL_ERRORS) else SendOutcome.NO_ANSWER
    except (IntegrityError, attempts.TakenByAnother):
        return SendOutcome.SENT_BY_ANOTHER
    _record_delivery(planned, at=at)
    return SendOutcome.SENT


@transaction.atomic
def _record_delivery(planned: PlannedEmail, *, at: datetime) -> None:
    delivery_of(planned, at=at).save()
    attempts.end(planned.email)


def _schedule_retry(email: Email, problem: Exception, *, at: datetime) -> None:
    """The first retry is immediate; from the second on, the delay grows each time, until we give up."""
    earlier = Setback.objects.filter(email=email).first()
    times = 1 + (earlier.times if earlier else 0)
    delay = timedelta(seconds=DELAYS[min(times, len(DELAYS)) - 1])
    since = (earlier.since if earlier else None) or at
    is_permanent = failures.is_permanent(problem)
    gives_up = times >= MOST_REFUSALS if is_permanent else at - since >= GIVE_UP_AFTER
    values = {
        "times": times,
        "again_at": at + delay,
        "reason": reason_for(problem),
        "since": since,
        "gave_up_at": at if gives_up else None,
    }
    with transaction.atomic():
        attempts.end(email)
        Setback.objects.update_or_create(email=email, defaults=values)
        if gives_up:
            failures.record_gave_up(email, is_permanent=is_permanent, reason=reason_for(problem), at=at)


def message_of(planned: PlannedEmail) -> EmailMessage:
    """The message as it leaves, with its link and its attachments."""
    email, words = planned.email, planned.words
    headers = {"Message-ID": _message_id(email)}
    if planned.unsubscribe:
        headers["List-Unsubscribe"] = f"<{planned.unsubscribe}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    text = text_to_send(email, words.text.replace("{unsubscribe}", planned.unsubscribe))
    message = EmailMessage(words.subject, text, to=[email.to], headers=headers)
    for file in attachments_of(email):
        message.attach(file.name, file.data, file.media_type)
    return message


def _message_id(email: Email) -> str:
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return message_id(email.pk, key=settings.SUPPRESSION_KEYS[-1], domain=domain or "localhost")
