"""Moving the demonstration's time forward."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from waymark.kit.refusals import Reason, Refusal
from waymark.web.models import PretendDate

if TYPE_CHECKING:
    from waymark.ground.people.models import Person


class CannotMoveTime(Refusal):
    """The time moves forward only."""


def move_time(*, to: datetime, at: datetime, by: Person | None) -> PretendDate:
    """From now on it is `to` in the demonstration, and time runs on from there."""
    if to <= at:
        says = (
            "Time moves forward only. To go back, end the demonstration and start it with bin/demo --fresh."
        )
        raise CannotMoveTime(Reason("back", says))
    if to.year > at.year + 10:
        raise CannotMoveTime(
            Reason("too_far", "Move ten years at most; nobody here lives so long in a demonstration.")
        )
    return PretendDate.objects.create(pretend_at=to, real_at=datetime.now(tz=UTC), by=by)


def begin_time(*, at: datetime) -> PretendDate:
    """The demonstration's first moment."""
    return PretendDate.objects.create(pretend_at=at, real_at=datetime.now(tz=UTC), by=None)
