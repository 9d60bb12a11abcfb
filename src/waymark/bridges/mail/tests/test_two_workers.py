"""Several workers at once: each email, summary and announcement once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection

from tests.cast import Cast
from waymark.bridges.mail import jobs, summaries
from waymark.bridges.mail.models import Delivery, Withheld
from waymark.ground.emails import actions
from waymark.ground.ledger.models import Entry
from waymark.ground.people.actions import Message, queue_message
from waymark.ground.people.models import Email
from waymark.journey.improve.emails import YOURS

WORKERS = 4


def at_once(work: Callable[[], int]) -> list[int]:
    def run() -> int:
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS) as workers:
        return sorted(future.result() for future in [workers.submit(run) for _ in range(WORKERS)])


def queue(cast: Cast, once: str) -> Message:
    message = Message(YOURS, cast.people["fay"].email, {"action": once, "due": "Friday"}, once=once)
    queue_message(message, provider=cast.llse, at=cast.at)
    return message


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_each_summary_is_written_once_and_loses_nothing(cast: Cast) -> None:
    actions.choose_summary(daily=True, by=cast.people["fay"], at=cast.at)
    for number in range(5):
        queue(cast, f"one {number}")
    jobs.run(at=cast.at)
    assert at_once(lambda: summaries.write_due(at=cast.at + timedelta(days=1))) == [0, 0, 0, 1]
    summary = Email.objects.get(kind="emails.summary")
    assert set(Withheld.objects.values_list("summary", flat=True)) == {summary.pk}
    assert [summary.text.count(f"one {number}") for number in range(5)] == [1] * 5


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_each_email_leaves_once(cast: Cast) -> None:
    mail.outbox.clear()
    for number in range(10):
        queue(cast, f"one {number}")
    assert sum(at_once(lambda: jobs.run(at=cast.at))) == 10
    assert len(mail.outbox) == Delivery.objects.count() == 10


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_an_announcement_is_made_once(cast: Cast) -> None:
    message = Message(YOURS, "a@llse.example", once="announced")
    results = at_once(
        lambda: actions.announce(provider=cast.llse, key="test", messages=lambda: [message], at=cast.at)
    )
    assert results == [0, 0, 0, 1]
    assert Email.objects.filter(once="announced").count() == 1


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_message_to_people_that_is_sent_twice_at_once_is_one(cast: Cast) -> None:
    def send() -> int:
        return actions.send_to_people(
            cohort=cast.cohort, enrolments=[cast.amina, cast.ben], subject="A", text="B", is_marketing=False,
            key="k", by=cast.people["grace"], at=cast.at,
        ).pk  # fmt: skip

    assert len(set(at_once(send))) == 1
    assert Email.objects.count() == 2
    assert Entry.objects.filter(verb="emails.message_sent").count() == 1
