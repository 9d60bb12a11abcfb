"""The code of every reason this room gives; the sentences are in `words.py`."""

from __future__ import annotations

from enum import StrEnum


class SittingReason(StrEnum):
    NOT_OPEN = "not_open"
    CLOSED = "closed"
    STOPPED = "stopped"
    GATE = "gate"
    NOT_DECLARED = "not_declared"
    SEALED = "sealed"
    TOO_MANY_WORDS = "too_many_words"
    NOTHING_WRITTEN = "nothing_written"
    CHANGED = "changed"
    DRAFT_TOO_LONG = "draft_too_long"
    PENDING = "pending"
    NOT_SUBMITTED = "not_submitted"
    STAYS_SUBMITTED = "stays_submitted"
    NOT_LATER = "not_later"
    OWN_REQUEST = "own_request"
