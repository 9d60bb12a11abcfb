"""What other rooms may ask about the timed writing; each question is answered by the subject it belongs to.

Its writer reads the text, and markers without a name; a lead never does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from waymark.journey.sit.attempts.queries import Attempt, first_sitting_id, list_attempts
from waymark.journey.sit.control_room.incidents import list_incidents
from waymark.journey.sit.control_room.pending import PendingDecisions, list_pending_decisions_for
from waymark.journey.sit.control_room.queries import list_open_windows_for, list_participants_for
from waymark.journey.sit.history.chain import Damaged, list_versions, text_at, texts_of
from waymark.journey.sit.outages.queries import count_undecided_outages
from waymark.journey.sit.personal_data import DATA
from waymark.journey.sit.practice.sittings import find_practice_sitting
from waymark.journey.sit.receipts.signing import list_keys
from waymark.journey.sit.submission.queries import (
    Reading,
    is_closed,
    list_closed_submissions,
    reading_of,
    submission_of,
)
from waymark.journey.sit.windows.own_window import OwnWindow, newest_closed_window_of, own_window_of
from waymark.journey.sit.windows.queries import (
    count_undecided,
    current_window_of,
    get_window_for,
    last_close_of,
    list_windows_of,
)
from waymark.journey.sit.windows.stopping import stop_warnings
from waymark.journey.sit.windows.words import closing
from waymark.journey.sit.writing.answer_context import list_answer_contexts
from waymark.journey.sit.writing.answer_html import html_of
from waymark.journey.sit.writing.own_sitting import get_sitting_for
from waymark.journey.sit.writing.queries import find_sitting, list_answers
from waymark.kit.personal_data import PersonalData, read_personal_data

if TYPE_CHECKING:
    from waymark.ground.people.models import Person


__all__ = [
    "Attempt",
    "Damaged",
    "OwnWindow",
    "PendingDecisions",
    "Reading",
    "closing",
    "count_undecided",
    "count_undecided_outages",
    "current_window_of",
    "find_practice_sitting",
    "find_sitting",
    "first_sitting_id",
    "get_sitting_for",
    "get_window_for",
    "html_of",
    "is_closed",
    "last_close_of",
    "list_answer_contexts",
    "list_answers",
    "list_attempts",
    "list_closed_submissions",
    "list_incidents",
    "list_keys",
    "list_open_windows_for",
    "list_participants_for",
    "list_pending_decisions_for",
    "list_versions",
    "list_windows_of",
    "newest_closed_window_of",
    "own_window_of",
    "personal_data_of",
    "reading_of",
    "stop_warnings",
    "submission_of",
    "text_at",
    "texts_of",
]  # fmt: skip


def personal_data_of(*, person: Person) -> PersonalData:
    """Everything this room holds about a person; `personal_data.py` says what, and what is left out."""
    return read_personal_data(DATA, person=person)
