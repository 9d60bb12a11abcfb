"""How long a failed email waits, and how many are sent in one round."""

from __future__ import annotations

from datetime import datetime, timedelta
from smtplib import SMTPServerDisconnected
from unittest.mock import patch

import pytest
from django.core import mail

from tests.cast import Cast
from waymark.bridges.mail import jobs
from waymark.bridges.mail.attachments import AttachmentNotFound, attachments_of
from waymark.bridges.mail.models import Setback
from waymark.ground.people import actions as people
from waymark.ground.people.models import Email

SEND = "waymark.bridges.mail.jobs.EmailMessage.send"


def write(cast: Cast, once: str) -> Email:
    people.queue_email(
        provider=cast.llse, to="amina@llse.example", subject="An email", text="Dear", once=once, at=cast.at
    )
    return Email.objects.get(once=once)


def waits(email: Email, *, at: datetime) -> float:
    """After one more failure, the seconds until the email is tried again."""
    with patch(SEND, side_effect=SMTPServerDisconnected("gone")):
        jobs.run(at=at)
    return (Setback.objects.get(email=email).again_at - at).total_seconds()


@pytest.fixture(autouse=True)
def emails_of_the_cast_have_left(cast: Cast) -> None:
    jobs.run(at=cast.at)
    mail.outbox.clear()


def test_delay_doubles_up_to_ten_minutes(cast: Cast) -> None:
    email, at, seconds = write(cast, "one"), cast.at, []
    for _ in range(12):
        seconds.append(waits(email, at=at))
        at += timedelta(hours=1)
    assert seconds == [0, 10, 20, 40, 80, 160, 320, 600, 600, 600, 600, 600]


def test_delay_counts_only_its_own_failures(cast: Cast) -> None:
    first = write(cast, "one")
    for hours in range(3):
        waits(first, at=cast.at + timedelta(hours=hours))
    second = write(cast, "two")
    assert waits(second, at=cast.at + timedelta(hours=9)) == 0


def test_fifty_emails_are_sent_in_one_round(cast: Cast) -> None:
    for number in range(51):
        write(cast, f"email:{number}")
    assert [jobs.run(at=cast.at), jobs.run(at=cast.at)] == [50, 1]


def test_email_with_an_attachment_without_id_is_not_sent(cast: Cast) -> None:
    assert attachments_of(Email(attachment="")) == ()
    with pytest.raises(AttachmentNotFound):
        attachments_of(Email(attachment="sit.receipt", attachment_id=None))
    with pytest.raises(AttachmentNotFound):
        attachments_of(Email(attachment="no-such-file", attachment_id=1))
