"""An email that has perhaps been sent: what a lead sees and decides, and what repeats by itself."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.core import mail

from tests.cast import Cast
from waymark.bridges.mail import actions, jobs, queries
from waymark.bridges.mail.models import Delivery, SendAttempt
from waymark.bridges.mail.rules import LEASE, is_repeated, message_id
from waymark.ground.ledger.models import Entry
from waymark.ground.people import actions as people
from waymark.ground.people.models import Email

SEND = "waymark.bridges.mail.jobs.EmailMessage.send"


class PowerCut(BaseException):
    """Stands for the end of the process."""


@pytest.mark.parametrize(
    ("has_own_link", "times", "repeats"),
    [(True, 1, True), (True, 2, True), (True, 3, False), (False, 1, False)],
)
def test_only_an_email_with_a_link_of_its_own_is_repeated(
    has_own_link: bool, times: int, repeats: bool
) -> None:
    assert is_repeated(has_own_link=has_own_link, times=times) is repeats


def test_a_message_has_one_identifier_for_good() -> None:
    one = message_id(1, key="k", domain="npq.example")
    assert one == message_id(1, key="k", domain="npq.example")
    assert one.startswith("<")
    assert one.endswith("@npq.example>")
    assert (
        len({one, message_id(2, key="k", domain="npq.example"), message_id(1, key="l", domain="npq.example")})
        == 3
    )


@pytest.fixture
def email(cast: Cast) -> Email:
    mail.outbox.clear()
    people.queue_email(
        provider=cast.llse, to="amina@llse.example", subject="A message", text="Dear Amina", once="one",
        at=cast.at, about="thing:1",
    )  # fmt: skip
    return Email.objects.get(once="one")


def interrupt(at: Any) -> None:
    with patch(SEND, side_effect=PowerCut), pytest.raises(PowerCut):
        jobs.run(at=at)


def test_the_message_identifier_is_in_the_email(cast: Cast, email: Email, settings: Any) -> None:
    settings.DEFAULT_FROM_EMAIL = "Own <npq@own.example>"
    jobs.run(at=cast.at)
    [sent] = mail.outbox
    wanted = message_id(email.pk, key=settings.SUPPRESSION_KEYS[-1], domain="own.example")
    assert sent.message()["Message-ID"] == wanted
    assert not SendAttempt.objects.exists()


def test_a_refused_email_has_no_attempt_left(cast: Cast, email: Email) -> None:
    with patch(SEND, side_effect=TimeoutError):
        assert jobs.run(at=cast.at) == 0
    assert not SendAttempt.objects.exists()
    assert jobs.run(at=cast.at) == 1


def test_a_lead_has_it_sent_again(cast: Cast, email: Email) -> None:
    interrupt(cast.at)
    later = cast.at + LEASE
    cast.set_time(cast.at)
    grace, page = cast.browser("grace"), f"/messages/{email.pk}/"
    assert "Not sent yet, trying again" in grace.get(page).content.decode()
    assert not actions.send_again(email=email, by=cast.grace, at=cast.at), "it may be on its way"
    cast.set_time(later)
    assert "1 email may have been sent" in grace.get("/messages/").content.decode()
    shown = grace.get("/messages/?state=perhaps").content.decode()
    assert "May have been sent: you decide" in shown
    assert "No emails match" in grace.get("/messages/?state=trying").content.decode()
    assert "We don’t know whether this email was sent" in grace.get(page).content.decode()
    assert jobs.run(at=later) == 0
    assert cast.browser("fay").post(f"{page}sending/").status_code == 403
    grace.post(f"{page}sending/")
    assert jobs.run(at=later) == 1
    assert Entry.objects.filter(verb="mail.sent_again", about_id=email.pk).count() == 1
    assert "may have been sent" not in grace.get("/messages/").content.decode()


def test_a_lead_says_that_it_arrived(cast: Cast, email: Email) -> None:
    first = cast.at
    interrupt(first)
    later = first + LEASE
    cast.set_time(later)
    grace = cast.browser("grace")
    grace.post(f"/messages/{email.pk}/sending/", {"step": "sent"})
    assert Delivery.objects.get().at == first
    assert jobs.run(at=later + LEASE) == 0
    assert mail.outbox == []
    assert Entry.objects.filter(verb="mail.taken_as_sent", about_id=email.pk).count() == 1
    assert not actions.take_as_sent(email=email, by=cast.grace, at=later)


def test_it_holds_up_nothing_about_the_same_thing(cast: Cast, email: Email) -> None:
    interrupt(cast.at)
    people.queue_email(
        provider=cast.llse, to="amina@llse.example", subject="Next", text="Dear", once="two", at=cast.at,
        about="thing:1",
    )  # fmt: skip
    assert jobs.run(at=cast.at + LEASE - timedelta(seconds=1)) == 0, "the first may still be on its way"
    assert jobs.run(at=cast.at + LEASE) == 1
    assert [sent.subject for sent in mail.outbox] == ["Next"]


def test_an_invitation_repeats_until_it_stopped_the_worker_three_times(cast: Cast) -> None:
    mail.outbox.clear()
    people.invite(person=cast.people["ben"], site="https://own.example", by=None, at=cast.at)
    for number in range(3):
        interrupt(cast.at + number * LEASE)
        assert SendAttempt.objects.get().times == number + 1
    assert jobs.run(at=cast.at + 3 * LEASE) == 0
    [row] = queries.describe(queries.all_emails(), at=cast.at + 3 * LEASE)
    assert row.state == queries.State.PERHAPS


def test_an_email_is_not_sent_after_another_worker_sent_it(cast: Cast, email: Email) -> None:
    """Both had it in their lists; the other was quicker."""
    waiting = jobs.list_emails_to_send(limit=9, at=cast.at)
    jobs.run(at=cast.at)
    with patch("waymark.bridges.mail.jobs.list_emails_to_send", return_value=waiting):
        assert jobs.run(at=cast.at) == 0
    assert len(mail.outbox) == 1
    assert not SendAttempt.objects.exists()
