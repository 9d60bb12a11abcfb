"""Tells those who missed a window which one it was, and what comes next.

| Rule                                                          | Here                                  |
|---------------------------------------------------------------|---------------------------------------|
| once for each window                                          | `MissedNotice`                        |
| after everyone's own close, with nothing undecided about it   | `deadlines.windows_over_for_everyone` |
| not while a text waits to be collected                        | `_is_waiting`                         |
| only who was asked to sit, and has nothing submitted          | `not_asked_ids`                       |
| the next window, if there is one; else whom to ask            | `emails.MISSED`                       |
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.ground.ledger import actions as ledger
from waymark.ground.people.actions import Message, queue_messages
from waymark.journey.sit import emails
from waymark.journey.sit.attempts import words
from waymark.journey.sit.attempts.models import MissedNotice
from waymark.journey.sit.attempts.queries import not_asked_ids, reasons_not_to_sit, windows_open_to
from waymark.journey.sit.submission.models import Submission
from waymark.journey.sit.windows import deadlines
from waymark.journey.sit.windows.models import SittingWindow
from waymark.journey.sit.windows.rules import SETTLES
from waymark.journey.sit.windows.words import closing
from waymark.journey.sit.writing.models import Sitting
from waymark.kit.addresses import site_address
from waymark.kit.formatting import long_moment
from waymark.kit.locks import lock_row

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment


def tell_who_missed(*, at: datetime) -> int:
    """Write the emails about windows that are over for everyone. Returns how many were written."""
    due = deadlines.windows_over_for_everyone(at=at - SETTLES).filter(missed_notice=None)
    return sum(_tell(window_id, at=at) for window_id in due.values_list("pk", flat=True))


@transaction.atomic
def _tell(window_id: int, *, at: datetime) -> int:
    window = SittingWindow.objects.select_related("cohort__provider", "cohort__programme").get(pk=window_id)
    lock_row(window)
    if MissedNotice.objects.filter(window=window).exists() or _is_waiting(window):
        return 0
    enrolments = _list_missed(window, at=at)
    provider = window.cohort.provider
    messages = [_message(window, enrolment, at=at) for enrolment in enrolments]
    queue_messages(messages, provider=provider, at=at)
    MissedNotice.objects.create(window=window, written=len(enrolments), at=at)
    if enrolments:
        facts = {"emails": len(enrolments)}
        ledger.record("sit.missed", about=window, provider_id=provider.pk, by=None, at=at, facts=facts)
    return len(enrolments)


def _is_waiting(window: SittingWindow) -> bool:
    """Whether a text still waits to be collected."""
    rows = Sitting.objects.filter(window=window, submission=None)
    return rows.filter(answers__sealed=False, answers__rev__gt=0).exists()


def _list_missed(window: SittingWindow, *, at: datetime) -> list[Enrolment]:
    submitted = set(
        Submission.objects.filter(sitting__window=window).values_list("sitting__enrolment_id", flat=True)
    )
    left_out = submitted | not_asked_ids(window=window, at=at)
    rows = window.cohort.enrolments.select_related("person", "cohort__programme").order_by("id")
    return [
        enrolment for enrolment in rows if enrolment.pk not in left_out and enrolment.at < window.opens_at
    ]


def _message(window: SittingWindow, enrolment: Enrolment, *, at: datetime) -> Message:
    opens = _next_opens(enrolment, at=at)
    values = {
        "greeting": enrolment.person.greeting,
        "closed": closing(deadlines.times_of(window=window, enrolment=enrolment), zone=window.zone),
        "comes_next": words.NEXT_WINDOW.format(opens=opens) if opens else words.NO_NEXT_WINDOW,
        "link": f"{site_address('sit:before')}?enrolment={enrolment.reference}",
    }
    once = f"sit.missed:{window.pk}:{enrolment.pk}"
    return Message(emails.MISSED, enrolment.person.email, values, once=once, cohort_id=window.cohort_id)


def _next_opens(enrolment: Enrolment, *, at: datetime) -> str:
    """When the next window that asks them to sit opens, in words; empty if none is set."""
    later = windows_open_to(SittingWindow.objects.filter(opens_at__gt=at), enrolment=enrolment)
    for window in later.select_related("cohort__programme").order_by("opens_at"):
        if reasons_not_to_sit(window=window, enrolment=enrolment, at=at).allowed:
            return f"{long_moment(window.opens_at, zone=window.zone)} ({window.zone})"
    return ""
