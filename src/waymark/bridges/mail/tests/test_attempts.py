"""The attempt that is recorded before an email is sent: whose it is, how long it lasts, and who takes it over."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.cast import Cast
from waymark.bridges.mail import actions, attempts
from waymark.bridges.mail.attempts import TakenByAnother
from waymark.bridges.mail.models import Delivery, SendAttempt
from waymark.bridges.mail.rules import message_id
from waymark.ground.people import actions as people
from waymark.ground.people.models import Email

TEN_MINUTES = timedelta(minutes=10)


def invitation(cast: Cast, name: str) -> Email:
    """An email with a link of its own: an attempt without an answer is repeated."""
    people.invite(person=cast.people[name], site="https://own.example", by=None, at=cast.at)
    return Email.objects.latest("id")


def message(cast: Cast, once: str) -> Email:
    people.queue_email(
        provider=cast.llse, to="amina@llse.example", subject="A message", text="Dear", once=once, at=cast.at
    )
    return Email.objects.get(once=once)


def of(email: Email) -> SendAttempt:
    return SendAttempt.objects.get(email=email)


def perhaps_sent(cast: Cast, email: Email) -> SendAttempt:
    return SendAttempt.objects.create(email=email, at=cast.at, over_at=cast.at, repeats=False)


def test_an_attempt_lasts_ten_minutes(cast: Cast) -> None:
    email = invitation(cast, "amina")
    attempts.begin(email, at=cast.at)
    first = of(email)
    assert (first.at, first.over_at, first.times, first.repeats) == (cast.at, cast.at + TEN_MINUTES, 1, True)
    with pytest.raises(IntegrityError), transaction.atomic():
        attempts.begin(email, at=cast.at + TEN_MINUTES - timedelta(seconds=1))
    again = cast.at + TEN_MINUTES
    attempts.begin(email, at=again)
    second = of(email)
    assert (second.at, second.over_at, second.times) == (again, again + TEN_MINUTES, 2)


def test_what_has_perhaps_been_sent_is_not_begun_again(cast: Cast) -> None:
    email = message(cast, "one")
    attempts.begin(email, at=cast.at)
    assert not of(email).repeats
    with pytest.raises(IntegrityError), transaction.atomic():
        attempts.begin(email, at=cast.at + TEN_MINUTES)


def test_an_attempt_is_taken_over_for_its_own_email(cast: Cast) -> None:
    ben, amina, uma = (invitation(cast, name) for name in ("ben", "amina", "uma"))
    attempts.begin(ben, at=cast.at)
    attempts.begin(amina, at=cast.at)
    later = cast.at + TEN_MINUTES
    attempts.begin(amina, at=later)
    assert (of(amina).at, of(amina).times) == (later, 2)
    assert (of(ben).at, of(ben).times) == (cast.at, 1)
    attempts.begin(uma, at=later)
    assert of(uma).times == 1


def test_only_one_worker_takes_an_attempt_over(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    email = invitation(cast, "amina")
    attempts.begin(email, at=cast.at)
    later = cast.at + TEN_MINUTES

    def while_another_takes_it(**_: object) -> bool:
        SendAttempt.objects.filter(email=email).update(over_at=later + TEN_MINUTES, times=2)
        return True

    monkeypatch.setattr(attempts, "is_repeated", while_another_takes_it)
    with pytest.raises(TakenByAnother):
        attempts.begin(email, at=later)
    assert of(email).times == 2


def test_an_attempt_ends_alone(cast: Cast) -> None:
    first, second = message(cast, "one"), message(cast, "two")
    for email in (first, second):
        attempts.begin(email, at=cast.at)
    attempts.end(first)
    assert SendAttempt.objects.get().email == second


def test_a_message_identifier_is_32_hexadecimal_digits_and_our_domain() -> None:
    digits, _, domain = message_id(1, key="k", domain="npq.example").strip("<>").partition("@")
    assert len(digits) == 32
    assert int(digits, 16)
    assert domain == "npq.example"


def test_a_lead_decides_about_one_email_alone(cast: Cast) -> None:
    first, second, third = (message(cast, once) for once in ("one", "two", "three"))
    for email in (first, second, third):
        perhaps_sent(cast, email)
    assert actions.take_as_sent(email=second, by=cast.grace, at=cast.at)
    assert Delivery.objects.get().email == second
    assert actions.send_again(email=third, by=cast.grace, at=cast.at)
    assert SendAttempt.objects.get().email == first


def test_a_lead_has_nothing_to_decide_about_what_left_or_repeats_by_itself(cast: Cast) -> None:
    delivered, repeating = message(cast, "one"), message(cast, "two")
    perhaps_sent(cast, delivered)
    Delivery.objects.create(email=delivered, at=cast.at)
    SendAttempt.objects.create(email=repeating, at=cast.at, over_at=cast.at, repeats=True)
    for email in (delivered, repeating):
        assert not actions.send_again(email=email, by=cast.grace, at=cast.at)
        assert not actions.take_as_sent(email=email, by=cast.grace, at=cast.at)
    assert SendAttempt.objects.count() == 2
