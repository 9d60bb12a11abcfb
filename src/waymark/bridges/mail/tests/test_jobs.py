"""Emails are sent once, and wait when the mail server does not answer."""

from datetime import timedelta
from email import message_from_bytes, policy
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from typing import Any
from unittest.mock import patch

import pytest
from django.core import mail
from django.core.mail import EmailMessage

from tests.cast import Cast
from tests.guards import guards_off
from waymark.bridges.mail import jobs
from waymark.bridges.mail.models import Delivery
from waymark.ground.people import actions as people
from waymark.ground.people.models import Email
from waymark.journey.sit.actions import submit
from waymark.journey.sit.queries import list_keys
from waymark.journey.sit.rules import check_receipt, first_differing_line, read_receipt_file
from waymark.journey.sit.tests.makers import make_sitting, save
from waymark.kit.attached_file import AttachedFile

TEXT = f"naïve\n\n.a line\nFrom {'very long ' * 500}\n--\n"


def files(*, id: int) -> list[AttachedFile] | None:
    """What a room would answer; the email numbered 7 has a text and a file."""
    text = AttachedFile("answers.txt", "text/plain", TEXT.encode())
    return [text, AttachedFile("receipt.json", "application/json", b"{}")] if id == 7 else None


def write(cast: Cast, once: str, attaches: tuple[str, int] | None = None) -> None:
    people.queue_email(
        provider=cast.llse,
        to="amina@llse.example",
        subject="An email",
        text="Dear Amina",
        once=once,
        at=cast.at,
        attaches=attaches,
    )


@pytest.fixture(autouse=True)
def empty_outbox() -> None:
    mail.outbox.clear()


def test_email_is_sent_once(cast: Cast) -> None:
    write(cast, "one")
    assert jobs.run(at=cast.at) == 1
    assert jobs.run(at=cast.at) == 0
    assert [email.subject for email in mail.outbox] == ["An email"]
    assert mail.outbox[0].to == ["amina@llse.example"]


def test_failed_email_is_tried_again(cast: Cast) -> None:
    write(cast, "one")
    with patch("waymark.bridges.mail.jobs.EmailMessage.send", side_effect=SMTPServerDisconnected("gone")):
        assert jobs.run(at=cast.at) == 0
    assert not Delivery.objects.exists()
    assert jobs.run(at=cast.at) == 1


def test_failed_email_does_not_hold_up_others(cast: Cast) -> None:
    write(cast, "one")
    write(cast, "two")
    with patch("waymark.bridges.mail.jobs.EmailMessage.send", side_effect=[OSError("no"), 1]):
        assert jobs.run(at=cast.at) == 1
    assert Delivery.objects.count() == 1


def test_refused_emails_do_not_hold_up_others(cast: Cast) -> None:
    """Fifty people whose address a mail server refuses, and behind them somebody's receipt."""
    for number in range(jobs.BATCH_SIZE):
        write(cast, f"none {number}")
    write(cast, "one")
    last = Email.objects.get(once="one")

    def send(message: EmailMessage) -> int:
        if message.subject != "To be sent":
            raise SMTPRecipientsRefused({"amina@llse.example": (550, b"Nobody here")})
        return 1

    with guards_off():
        Email.objects.filter(pk=last.pk).update(subject="To be sent")
    with patch("waymark.bridges.mail.jobs.EmailMessage.send", autospec=True, side_effect=send):
        assert [jobs.run(at=cast.at + timedelta(seconds=5 * number)) for number in range(3)] == [0, 0, 1]
        assert Delivery.objects.get().email == last
        assert [jobs.run(at=cast.at + timedelta(hours=number)) for number in range(1, 3)] == [0, 0]
    assert jobs.run(at=cast.at + timedelta(hours=3)) == jobs.BATCH_SIZE


def test_unanswering_mail_server_ends_the_round(cast: Cast) -> None:
    """Each try may take twenty seconds, in which no one's script is collected."""
    for number in range(12):
        write(cast, f"email {number}")
    with patch("waymark.bridges.mail.jobs.EmailMessage.send", side_effect=TimeoutError) as send:
        assert jobs.run(at=cast.at) == 0
    assert send.call_count == jobs.MAX_CONSECUTIVE_FAILURES
    assert jobs.run(at=cast.at + timedelta(hours=1)) == 12


def test_only_failures_in_a_row_end_the_round(cast: Cast) -> None:
    """An email that is refused shows that the server answers, so the count of failures begins again at none."""
    unanswered = [TimeoutError()] * (jobs.MAX_CONSECUTIVE_FAILURES - 1)
    refused = SMTPRecipientsRefused({"amina@llse.example": (550, b"Nobody here")})
    answers = [*unanswered, refused, *unanswered, 1]
    for number in range(len(answers)):
        write(cast, f"email {number}")
    with patch("waymark.bridges.mail.jobs.EmailMessage.send", side_effect=answers):
        assert jobs.run(at=cast.at) == 1


@pytest.mark.parametrize(
    ("to", "subject"),
    [("amina@llse.example", "One line\nand another"), ("amina@\u00ad.example", "No such domain")],
)
def test_invalid_email_does_not_hold_up_others(cast: Cast, to: str, subject: str) -> None:
    people.queue_email(provider=cast.llse, to=to, subject=subject, text="Dear", once="none", at=cast.at)
    write(cast, "one")
    assert jobs.run(at=cast.at) == 1
    assert [email.subject for email in mail.outbox] == ["An email"]


def test_attachments_are_fetched_when_the_email_is_sent(cast: Cast, settings: Any) -> None:
    settings.ATTACHMENTS = {"test.files": f"{__name__}.files"}
    write(cast, "one", attaches=("test.files", 7))
    assert jobs.run(at=cast.at) == 1
    message = mail.outbox[0].message()
    parts = [(part.get_filename(), part.get_content_type()) for part in message.walk() if part.get_filename()]
    assert parts == [("answers.txt", "text/plain"), ("receipt.json", "application/json")]
    text = next(part for part in message.walk() if part.get_filename() == "answers.txt")
    assert text.get_content_charset() == "utf-8"
    assert text.get_payload(decode=True) == TEXT.encode()


@pytest.mark.parametrize("attaches", [("test.files", 8), ("nobody.knows", 7)])
def test_email_without_its_attachment_waits(cast: Cast, settings: Any, attaches: tuple[str, int]) -> None:
    settings.ATTACHMENTS = {"test.files": f"{__name__}.files"}
    write(cast, "without", attaches=attaches)
    write(cast, "one")
    assert jobs.run(at=cast.at) == 1
    assert len(mail.outbox) == 1
    assert Delivery.objects.count() == 1


def test_receipt_email_has_the_answers_and_the_receipt(cast: Cast) -> None:
    sitting = make_sitting(cast)
    save(sitting, TEXT, at=cast.at)
    submit(sitting=sitting, declared=True, by=cast.people["amina"], at=cast.at)
    assert jobs.run(at=cast.at) == 1
    message = message_from_bytes(mail.outbox[0].message().as_bytes(), policy=policy.default)
    attachments = {
        part.get_filename(): part.get_payload(decode=True) for part in message.walk() if part.get_filename()
    }
    receipt = read_receipt_file(attachments["receipt.json"])
    assert check_receipt(receipt, keys=list_keys()).facts
    assert first_differing_line(attachments["answers.txt"].decode(), signed=receipt) is None
