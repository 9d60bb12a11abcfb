"""What a lead is told about the assessment before someone is deferred, withdrawn or moved."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Sum

from waymark.journey.sit.windows.queries import current_window_of
from waymark.journey.sit.windows.rules import is_open
from waymark.journey.sit.windows.words import closing
from waymark.journey.sit.words import amount_written
from waymark.journey.sit.writing.queries import find_sitting

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment

NOT_BEGUN = (
    "The assessment window is open for {name} until {closes}, and they haven’t begun. They can’t begin once this "
    "applies."
)
WRITING = (
    "{name} is writing their assessment, in the window that closes on {closes}. Saved so far: {amount}. Once this "
    "applies, the writing page closes for them. Every saved word is kept, and nothing is submitted or marked. If you "
    "undo this on the same day, they can carry on writing."
)
SUBMITTED = (
    "{name} has submitted their answers in the window that closes on {closes}. They’ll be marked as usual. Once this "
    "applies, they can no longer be taken back."
)


def stop_warnings(*, enrolment: Enrolment, at: datetime) -> list[str]:
    """A sentence where a window is open for the person: whether they write, and what becomes of it; else empty."""
    window = current_window_of(enrolment=enrolment, at=at)
    if window is None or not is_open(window.times, at=at):
        return []
    facts = {"name": enrolment.person.name, "closes": closing(window.times, zone=window.zone)}
    sitting = find_sitting(window=window, enrolment=enrolment)
    if sitting is None:
        return [NOT_BEGUN.format(**facts)]
    if getattr(sitting, "submission", None) is not None:
        return [SUBMITTED.format(**facts)]
    words = sitting.answers.aggregate(written=Sum("words"))["written"] or 0
    amount = amount_written(words, most=window.max_words)
    return [WRITING.format(amount=amount[0].lower() + amount[1:], **facts)]
