"""Letters before a participant's own close, to those who have not handed in.

| Rule                                                    | Here                                                   |
|---------------------------------------------------------|--------------------------------------------------------|
| 7, 3 and 1 calendar days before the close, and 6 hours  | `MARKS`, `moment_of`                                   |
| never several at once: after a pause only the nearest   | `due_mark`                                             |
| none after the close                                    | `deadlines.list_closes_ahead`                          |
| a later close by a decision brings its own reminders,   | `_list_missing`                                        |
| but none whose moment was past when it was decided      |                                                        |
| each once, however many workers there are               | `Reminder`, one row for a window, a close and a mark   |

The worker asks every few seconds, so a round in which nothing is due is one statement over the few different closes
of the open windows, however many people have them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Sum

from waymark.ground.ledger import actions as ledger
from waymark.ground.people import actions as people
from waymark.journey.sit import rules, words
from waymark.journey.sit.models import Reminder, Sitting, SittingWindow
from waymark.journey.sit.windows import deadlines
from waymark.kit.clock import earliest, zone_named
from waymark.kit.show import counted, number
from waymark.kit.turns import hold

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment

DAY = 24
MARKS = (6, 1 * DAY, 3 * DAY, 7 * DAY)
"""Hours before the close, the nearest first; whole days are days of the calendar."""
FARTHEST = timedelta(days=8)


@dataclass(frozen=True)
class Missing:
    """What somebody who has not handed in has done so far."""

    enrolment: Enrolment
    times: rules.Window
    opened: bool
    words: int


def moment_of(hours: int, *, close: datetime, zone: str) -> datetime:
    """When a mark is reached."""
    if hours % DAY:
        return close - timedelta(hours=hours)
    place = zone_named(zone)
    local = close.astimezone(place)
    return earliest(local.date() - timedelta(days=hours // DAY), local.time(), place)


def due_mark(*, close: datetime, zone: str, reminded: int | None, at: datetime) -> int | None:
    """The nearest mark that is reached, unless it or a nearer one was reminded of. `at` is before the close."""
    reached = (hours for hours in MARKS if moment_of(hours, close=close, zone=zone) <= at)
    nearest = next(reached, None)
    if nearest is None or (reminded is not None and reminded <= nearest):
        return None
    return nearest


def remind(*, at: datetime) -> int:
    """Write what is due. How many letters were written."""
    written = 0
    for one in deadlines.list_closes_ahead(at=at, until=at + FARTHEST):
        hours = due_mark(close=one.close, zone=one.zone, reminded=one.reminded, at=at)
        if hours is not None:
            written += _remind(one, hours, at=at)
    return written


@transaction.atomic
def _remind(ahead: deadlines.Ahead, hours: int, *, at: datetime) -> int:
    rows = SittingWindow.objects.select_related("cohort__provider")
    window = rows.get(pk=ahead.window_id)
    hold(window)
    done = Reminder.objects.filter(window=window, close=ahead.close, hours_before__lte=hours)
    if done.exists():
        return 0
    provider = window.cohort.provider
    letters = [_letter(one, window, hours) for one in _list_missing(window, ahead, hours)]
    people.write_letters(provider=provider, letters=letters, at=at)
    many = len(letters)
    Reminder.objects.create(window=window, close=ahead.close, hours_before=hours, written=many, at=at)
    if letters:
        facts = {"hours_before": hours, "close": ahead.close.isoformat(), "letters": many}
        ledger.note("sit.reminded", about=window, provider_id=provider.pk, by=None, at=at, facts=facts)
    return many


def _list_missing(window: SittingWindow, ahead: deadlines.Ahead, hours: int) -> Iterator[Missing]:
    """Who has this close, had it when the mark was reached, and has not handed in."""
    moment = moment_of(hours, close=ahead.close, zone=ahead.zone)
    since = deadlines.since_when(window=window, close=ahead.close)
    times = deadlines.times_in(window)
    sittings = Sitting.objects.filter(window=window).order_by()
    counted_words = sittings.annotate(total=Sum("answers__words"))
    found = {
        row[0]: row[1:] for row in counted_words.values_list("enrolment_id", "total", F("submission__id"))
    }
    for enrolment in window.cohort.enrolments.select_related("person").order_by("id"):
        own = times.get(enrolment.pk, window.rules)
        total, submission = found.get(enrolment.pk, (0, None))
        has_it = rules.effective_deadline(own) == ahead.close and since.get(enrolment.pk, window.at) <= moment
        if has_it and submission is None:
            yield Missing(enrolment, own, opened=enrolment.pk in found, words=total or 0)


def _letter(one: Missing, window: SittingWindow, hours: int) -> tuple[str, str, str, str]:
    """To, subject, text, and the occasion."""
    person, provider = one.enrolment.person, window.cohort.provider
    closes = words.closing(one.times, zone=window.zone)
    close = rules.effective_deadline(one.times)
    text = (
        f"Dear {person.name},\n\nYour case study assessment is not handed in yet. Your window closes on {closes} "
        f"({window.zone}). The minute named counts whole, and the server's clock decides.\n\n"
        f"{_so_far(one)}\n\nIf something keeps you from it, or you need more time, say so before the close: "
        f"write to {provider.enquiries_email}, or ask on the page of your assessment. If you have handed in since "
        f"this was written, there is nothing left to do.\n\n{provider.name}\n{provider.enquiries_email}\n"
    )
    once = f"sit.reminder:{window.pk}:{one.enrolment.pk}:{hours}:{close:%Y%m%d%H%M}"
    return person.email, f"Your assessment closes on {closes}", text, once


def _so_far(one: Missing) -> str:
    """What is there, what is missing, and what becomes of it at the close."""
    if not one.opened:
        says = "You have not opened the desk. Without it nothing can be collected at the close."
    elif not one.words:
        says = (
            "You have opened the desk, and nothing is written yet. At the close nothing would be collected."
        )
    else:
        says = (
            f"You have opened the desk, and {counted(one.words, 'word is', 'words are')} saved on the server. "
            "If you do not hand in, the last text saved before the close is collected."
        )
    if over := max(one.words - one.times.max_words, 0):
        says += (
            f" That is {counted(over, 'word', 'words')} above the maximum of {number(one.times.max_words)}: "
            "with them you cannot hand in."
        )
    if one.times.is_pending:
        says += " Your request for more time is not decided yet; until it is, this close counts."
    return says
