"""Moves the demonstration's time forward; writes that a worker's round is over, and alerts the operator."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from waymark.kit.refusals import Reason, Refusal
from waymark.web.models import PretendDate
from waymark.web.privacy.actions import write_subject_access
from waymark.web.privacy.erasure import CannotErasePerson, erase_person
from waymark.web.privacy.traces import clean_free_space
from waymark.web.running import alert, record_round
from waymark.web.support.actions import end_support, note_page, open_support

if TYPE_CHECKING:
    from waymark.ground.people.models import Person

__all__ = [
    "CannotErasePerson",
    "CannotMoveTime",
    "alert",
    "clean_free_space",
    "end_support",
    "erase_person",
    "move_time",
    "note_page",
    "open_support",
    "record_round",
    "write_subject_access",
]


class CannotMoveTime(Refusal):
    """The demonstration's time cannot be moved there."""


def move_time(*, to: datetime, at: datetime, by: Person | None) -> PretendDate:
    """Set the demonstration's time to `to`; it runs on from there."""
    if to <= at:
        sentence = "Enter a later date or time. To go back, restart the demonstration with bin/demo --fresh"
        raise CannotMoveTime(Reason("back", sentence))
    if to.year > at.year + 10:
        raise CannotMoveTime(Reason("too_far", "Enter a date within the next ten years"))
    return PretendDate.objects.create(pretend_at=to, real_at=datetime.now(tz=UTC), by=by)


def begin_time(*, at: datetime) -> PretendDate:
    """Set the time at which the demonstration starts."""
    return PretendDate.objects.create(pretend_at=at, real_at=datetime.now(tz=UTC), by=None)
