"""Kinds that are off, and the daily summary: nothing is lost, nothing is sent twice."""

from __future__ import annotations

from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.core import mail

from tests.cast import Cast
from tests.rows_read import rows_read
from waymark.bridges.mail import jobs, summaries
from waymark.bridges.mail.emails import GAVE_UP
from waymark.bridges.mail.models import Withheld
from waymark.ground.emails import actions
from waymark.ground.emails.actions import CannotChangeSetting
from waymark.ground.people.actions import Message, queue_message
from waymark.ground.people.emails import INVITATION
from waymark.ground.people.models import Email, Person
from waymark.journey.improve.emails import YOURS
from waymark.kit.email_kinds import all_kinds

VALUES = {"name": "Fay", "by": "Grace", "action": "Do it", "due": "Friday", "cohort": "A", "issue": "I"}


@pytest.fixture(autouse=True)
def empty_outbox() -> None:
    mail.outbox.clear()


def queue(cast: Cast, once: str) -> None:
    values = {**VALUES, "action": f"Action {once}", "link": "https://npq.example/improve/"}
    message = Message(YOURS, cast.people["fay"].email, values, once=once, cohort_id=cast.cohort.pk)
    queue_message(message, provider=cast.llse, at=cast.at)


def sent() -> list[str]:
    return [message.subject for message in mail.outbox]


def test_a_kind_that_is_off_is_not_sent_and_says_so(cast: Cast) -> None:
    grace = cast.people["grace"]
    actions.change_setting(kind=GAVE_UP, is_on=False, waits=False, by=grace, at=cast.at)
    values = {"name": "Grace", "address": "a@b.example", "reason": "No."}
    queue_message(Message(GAVE_UP, grace.email, values, once="off"), provider=cast.llse, at=cast.at)
    assert jobs.run(at=cast.at) == 0
    assert Withheld.objects.get().why == Withheld.Reason.OFF
    assert "Not sent, switched off" in cast.browser("grace").get("/messages/").content.decode()


@pytest.mark.parametrize(("is_on", "waits"), [(False, False), (True, True)])
def test_an_invitation_is_always_sent_at_once(cast: Cast, is_on: bool, waits: bool) -> None:
    with pytest.raises(CannotChangeSetting):
        actions.change_setting(kind=INVITATION, is_on=is_on, waits=waits, by=cast.people["grace"], at=cast.at)


def test_a_daily_summary_has_everything_once(cast: Cast) -> None:
    """It is 10:00 in London; the summary leaves at 07:00 tomorrow."""
    fay = cast.people["fay"]
    actions.choose_summary(daily=True, by=fay, at=cast.at)
    queue(cast, "one")
    queue(cast, "two")
    for hours in (0, 1, 20):
        assert jobs.run(at=cast.at + timedelta(hours=hours)) == 0
    assert sent() == []
    morning = cast.at + timedelta(hours=21)
    assert [jobs.run(at=morning) for _ in range(3)] == [1, 0, 0]
    (message,) = mail.outbox
    assert message.subject.endswith("2 messages today")
    assert [message.body.count(text) for text in ("Action one", "Action two")] == [1, 1]
    assert set(Withheld.objects.values_list("summary__once", flat=True)) == {
        f"emails.summary:{fay.pk}:{Email.objects.get(once='two').pk}"
    }


def test_what_comes_after_a_summary_is_in_the_next(cast: Cast) -> None:
    actions.choose_summary(daily=True, by=cast.people["fay"], at=cast.at)
    queue(cast, "one")
    jobs.run(at=cast.at)
    jobs.run(at=cast.at + timedelta(hours=21))
    queue(cast, "two")
    jobs.run(at=cast.at + timedelta(hours=22))
    jobs.run(at=cast.at + timedelta(days=2))
    assert [("Action one" in message.body, "Action two" in message.body) for message in mail.outbox] == [
        (True, False),
        (False, True),
    ]


def waiting_for_fay(cast: Cast) -> None:
    actions.choose_summary(daily=True, by=cast.fay, at=cast.at)
    queue(cast, "one")
    jobs.run(at=cast.at)


def summaries_of(cast: Cast) -> list[str]:
    return list(Email.objects.filter(kind="emails.summary", to=cast.fay.email).values_list("text", flat=True))


def test_what_is_switched_off_is_in_no_summary(cast: Cast) -> None:
    waiting_for_fay(cast)
    queue(cast, "off")
    off = Email.objects.get(once="off")
    Withheld.objects.create(email=off, why=Withheld.Reason.OFF, person=cast.fay, at=cast.at)
    assert summaries.write_due(at=cast.at + timedelta(days=1)) == 1
    [text] = summaries_of(cast)
    assert "Action one" in text
    assert "Action off" not in text
    assert Withheld.objects.get(email=off).summary is None
    assert summaries.write_due(at=cast.at + timedelta(days=2)) == 0


def test_a_summary_that_is_written_leaves_nothing_to_read(cast: Cast) -> None:
    waiting_for_fay(cast)
    tomorrow = cast.at + timedelta(days=1)
    assert summaries.write_due(at=tomorrow) == 1
    with rows_read(Person) as read:
        assert summaries.write_due(at=tomorrow) == 0
    assert read == set()


def test_a_summary_that_another_worker_wrote_meanwhile_is_not_written_again(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting_for_fay(cast)
    queue(cast, "theirs")
    theirs = Email.objects.get(once="theirs")
    monkeypatch.setattr(summaries, "lock_row", lambda person: Withheld.objects.update(summary=theirs))
    assert summaries.write_due(at=cast.at + timedelta(days=1)) == 0
    assert summaries_of(cast) == []


def test_what_arrives_while_a_summary_is_written_waits_for_the_next(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting_for_fay(cast)
    queue(cast, "late")
    late = Email.objects.get(once="late")

    def while_another_arrives(message: Message, **details: Any) -> None:
        Withheld.objects.create(email=late, why=Withheld.Reason.SUMMARY, person=cast.fay, at=cast.at)
        queue_message(message, **details)

    monkeypatch.setattr(summaries, "queue_message", while_another_arrives)
    assert summaries.write_due(at=cast.at + timedelta(days=1)) == 1
    assert Withheld.objects.get(email=late).summary is None
    assert "Action late" not in summaries_of(cast)[0]


def test_without_a_choice_the_leads_setting_holds_and_a_choice_wins(cast: Cast) -> None:
    actions.change_setting(kind=YOURS, is_on=True, waits=True, by=cast.people["grace"], at=cast.at)
    queue(cast, "one")
    assert jobs.run(at=cast.at) == 0
    actions.choose_summary(daily=False, by=cast.people["fay"], at=cast.at)
    queue(cast, "two")
    assert jobs.run(at=cast.at) == 1
    assert sent() == ["An action for you, due Friday"]


def test_someone_chooses_on_their_page(cast: Cast) -> None:
    browser = cast.browser("fay")
    assert browser.post("/messages/summary/", {"daily": "yes"}).status_code == 302
    queue(cast, "one")
    assert jobs.run(at=cast.at) == 0


NAMED = {
    "sit.window_set", "sit.window_opens", "sit.reminder", "learn.session_next_week", "learn.session_tomorrow",
    "reflect.questions_open", "coach.paired", "gather.grouped", "cohorts.staffed", "mark.allocated",
}  # fmt: skip
"""Window set, opens, closes; session next week and tomorrow; questions open; paired, grouped, staffed, allocated."""


def test_the_settings_say_when_each_named_email_is_sent(cast: Cast) -> None:
    page = cast.browser("grace").get("/settings/emails/").content.decode()
    for code in NAMED:
        kind = all_kinds()[code]
        assert f"/settings/emails/{code}/" in page
        assert kind.sent in unescape(page)
        assert "{programme}" in kind.subject + kind.text
        assert "{link}" in kind.text
        assert kind.next_step in kind.text
