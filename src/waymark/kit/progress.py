"""The one shape in which every room says how far a participant is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """In the order in which they are met."""

    CANNOT_START = "cannot_start"
    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    WAITING = "waiting"
    SUBMITTED = "submitted"
    DONE = "done"


@dataclass(frozen=True, kw_only=True)
class Step:
    """One item of the programme for one participant: how it stands, and why, in a sentence."""

    item_id: str
    status: Status
    why: str
    minutes: int = 0
    """Planned minutes."""
    earned: int = 0
    """Minutes credited so far."""
