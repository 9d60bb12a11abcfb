"""Letters leave once, and wait when the mail server does not answer."""

from smtplib import SMTPServerDisconnected
from unittest.mock import patch

import pytest
from django.core import mail

from tests.cast import Cast
from waymark.bridges.mail import jobs
from waymark.bridges.mail.models import Delivery
from waymark.ground.people import actions as people


def write(cast: Cast, once: str) -> None:
    people.write_letter(
        provider=cast.llse,
        to="amina@llse.example",
        subject="A letter",
        text="Dear Amina",
        once=once,
        at=cast.at,
    )


@pytest.fixture(autouse=True)
def empty_outbox() -> None:
    mail.outbox.clear()


def test_a_letter_leaves_once(cast: Cast) -> None:
    write(cast, "one")
    assert jobs.run(at=cast.at) == 1
    assert jobs.run(at=cast.at) == 0
    assert [letter.subject for letter in mail.outbox] == ["A letter"]
    assert mail.outbox[0].to == ["amina@llse.example"]


def test_a_letter_that_does_not_leave_is_tried_again(cast: Cast) -> None:
    write(cast, "one")
    with patch("waymark.bridges.mail.jobs.EmailMessage.send", side_effect=SMTPServerDisconnected("gone")):
        assert jobs.run(at=cast.at) == 0
    assert not Delivery.objects.exists()
    assert jobs.run(at=cast.at) == 1


def test_one_bad_letter_does_not_hold_the_others(cast: Cast) -> None:
    write(cast, "one")
    write(cast, "two")
    with patch("waymark.bridges.mail.jobs.EmailMessage.send", side_effect=[OSError("no"), 1]):
        assert jobs.run(at=cast.at) == 1
    assert Delivery.objects.count() == 1


@pytest.mark.parametrize(
    ("to", "subject"),
    [("amina@llse.example", "One line\nand another"), ("amina@\u00ad.example", "No such domain")],
)
def test_one_letter_that_is_none_does_not_hold_the_others(cast: Cast, to: str, subject: str) -> None:
    people.write_letter(provider=cast.llse, to=to, subject=subject, text="Dear", once="none", at=cast.at)
    write(cast, "one")
    assert jobs.run(at=cast.at) == 1
    assert [letter.subject for letter in mail.outbox] == ["A letter"]
