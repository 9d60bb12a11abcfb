"""Emails participants who have not submitted before their own close.

| Rule                                                    | Here                                                   |
|---------------------------------------------------------|--------------------------------------------------------|
| 7, 3 and 1 calendar days before the close, and 6 hours  | `schedule.REMINDER_HOURS`                              |
| never several at once: after a pause only the nearest   | `schedule.due_reminder`                                |
| none after the close                                    | `deadlines.list_closes_ahead`                          |
| a later close by a decision has its own reminders,      | `_list_unsubmitted`                                    |
| but none whose time had passed when it was decided      |                                                        |
| each once, however many workers there are               | `Reminder`, one row per window, close and hours before |

The worker asks every few seconds, so a round in which nothing is due is one statement over the few different closes
of the open windows, however many people have them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Sum

from waymark.ground.ledger import actions as ledger
from waymark.ground.people.actions import Message, queue_messages
from waymark.journey.sit import emails
from waymark.journey.sit.attempts.queries import not_asked_ids
from waymark.journey.sit.reminders import words
from waymark.journey.sit.reminders.models import Reminder
from waymark.journey.sit.reminders.schedule import FURTHEST, due_reminder, reminder_time
from waymark.journey.sit.windows import deadlines
from waymark.journey.sit.windows.models import SittingWindow
from waymark.journey.sit.windows.rules import Window, effective_deadline
from waymark.journey.sit.windows.words import closing
from waymark.journey.sit.writing.models import Sitting
from waymark.kit.addresses import site_address
from waymark.kit.locks import lock_row

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment


@dataclass(frozen=True)
class Unsubmitted:
    """A participant who has not submitted, with what they have done so far."""

    enrolment: Enrolment
    times: Window
    opened: bool
    words: int


def send_reminders(*, at: datetime) -> int:
    """Write the reminders that are due. Returns how many emails were written."""
    written = 0
    for ahead in deadlines.list_closes_ahead(at=at, until=at + FURTHEST):
        hours = due_reminder(close=ahead.close, zone=ahead.zone, reminded=ahead.reminded, at=at)
        if hours is not None:
            written += _send(ahead, hours, at=at)
    return written


@transaction.atomic
def _send(ahead: deadlines.Ahead, hours: int, *, at: datetime) -> int:
    window = SittingWindow.objects.select_related("cohort__provider", "cohort__programme").get(
        pk=ahead.window_id
    )
    lock_row(window)
    sent = Reminder.objects.filter(window=window, close=ahead.close, hours_before__lte=hours)
    if sent.exists():
        return 0
    provider = window.cohort.provider
    messages = [
        _message(participant, window, hours) for participant in _list_unsubmitted(window, ahead, hours, at=at)
    ]
    many = queue_messages(messages, provider=provider, at=at)
    Reminder.objects.create(window=window, close=ahead.close, hours_before=hours, written=many, at=at)
    if messages:
        facts = {"hours_before": hours, "close": ahead.close.isoformat(), "emails": many}
        ledger.record("sit.reminded", about=window, provider_id=provider.pk, by=None, at=at, facts=facts)
    return many


def _list_unsubmitted(
    window: SittingWindow, ahead: deadlines.Ahead, hours: int, *, at: datetime
) -> Iterator[Unsubmitted]:
    """Participants who are asked to sit, had this close at the reminder's time, and have not submitted."""
    due_at = reminder_time(hours, close=ahead.close, zone=ahead.zone)
    since = deadlines.since_when(window=window, close=ahead.close)
    times = deadlines.times_in(window)
    sittings = _sittings_by_enrolment(window)
    not_asked = not_asked_ids(window=window, at=at) - sittings.keys()
    for enrolment in window.cohort.enrolments.select_related("person").order_by("id"):
        own = times.get(enrolment.pk, window.rules)
        has_close = effective_deadline(own) == ahead.close
        total, submission = sittings.get(enrolment.pk, (0, None))
        is_asked = enrolment.pk not in not_asked
        if is_asked and has_close and since.get(enrolment.pk, window.at) <= due_at and submission is None:
            yield Unsubmitted(enrolment, own, opened=enrolment.pk in sittings, words=total or 0)


def _sittings_by_enrolment(window: SittingWindow) -> dict[int, tuple[int | None, int | None]]:
    """Of everyone who opened the assessment: how many words, and the id of the submission."""
    rows = Sitting.objects.filter(window=window).order_by().annotate(total=Sum("answers__words"))
    values = rows.values_list("enrolment_id", "total", F("submission__id"))
    return {enrolment_id: (total, submission_id) for enrolment_id, total, submission_id in values}


def _message(participant: Unsubmitted, window: SittingWindow, hours: int) -> Message:
    person, close = participant.enrolment.person, effective_deadline(participant.times)
    values = {
        "greeting": person.greeting,
        "closes": closing(participant.times, zone=window.zone),
        "zone": window.zone,
        "progress": words.progress(
            opened=participant.opened, words=participant.words, times=participant.times
        ),
        "link": f"{site_address('sit:before')}?enrolment={participant.enrolment.reference}",
    }
    once = f"sit.reminder:{window.pk}:{participant.enrolment.pk}:{hours}:{close:%Y%m%d%H%M}"
    return Message(emails.REMINDER, person.email, values, once=once, cohort_id=window.cohort_id)
