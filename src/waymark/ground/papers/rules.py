"""Who may review a paper, and when it may be locked.

| Rule                                                        | Here         |
|-------------------------------------------------------------|--------------|
| a second person checks: writers cannot review their paper   | `may_review` |
| a review is of one fingerprint; any change needs another    | `may_lock`   |
| the newest review of a fingerprint decides                  | `may_lock`   |
| an error prevents locking; warnings and notes do not        | `may_lock`   |
| a locked paper never changes                                | both         |
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from waymark.kit.decisions import Decision


class PaperReason(StrEnum):
    """Why a paper cannot be written, reviewed or locked. The sentences are in `words.py`."""

    LOCKED = "locked"
    WROTE_IT = "wrote_it"
    CHANGED_SINCE = "changed_since"
    HAS_ERRORS = "has_errors"
    NOT_REVIEWED = "not_reviewed"
    CHANGED_SINCE_REVIEW = "changed_since_review"
    REVIEW_DISAGREES = "review_disagrees"
    CODE_TAKEN = "code_taken"
    LETTER_TAKEN = "letter_taken"
    TOO_MANY_FILES = "too_many"


@dataclass(frozen=True, kw_only=True)
class ReviewOutcome:
    """One review: who wrote it, of which text, and whether they approved it."""

    reviewer_id: int
    fingerprint: str
    approves: bool


@dataclass(frozen=True, kw_only=True)
class PaperState:
    """What the rules need to know about a paper."""

    fingerprint: str
    writer_ids: frozenset[int]
    reviews: tuple[ReviewOutcome, ...]
    """Oldest first."""
    error_count: int
    is_locked: bool = False


def may_review(state: PaperState, *, reviewer_id: int, fingerprint: str) -> Decision[PaperReason]:
    """`fingerprint` is that of the text the reviewer read."""
    reasons = []
    if state.is_locked:
        reasons.append(PaperReason.LOCKED)
    if reviewer_id in state.writer_ids:
        reasons.append(PaperReason.WROTE_IT)
    if fingerprint != state.fingerprint:
        reasons.append(PaperReason.CHANGED_SINCE)
    return Decision(tuple(reasons))


def may_lock(state: PaperState) -> Decision[PaperReason]:
    """A paper without errors whose current text a second person has approved."""
    if state.is_locked:
        return Decision((PaperReason.LOCKED,))
    reasons = []
    if state.error_count:
        reasons.append(PaperReason.HAS_ERRORS)
    newest = newest_review(state.reviews, fingerprint=state.fingerprint, writer_ids=state.writer_ids)
    if newest is None:
        changed, missing = PaperReason.CHANGED_SINCE_REVIEW, PaperReason.NOT_REVIEWED
        reasons.append(changed if state.reviews else missing)
    elif not newest.approves:
        reasons.append(PaperReason.REVIEW_DISAGREES)
    return Decision(tuple(reasons))


def newest_review(
    reviews: Sequence[ReviewOutcome], *, fingerprint: str, writer_ids: frozenset[int]
) -> ReviewOutcome | None:
    """The last review of exactly this text by someone who has written none of it, up to now."""
    valid = [
        review
        for review in reviews
        if review.fingerprint == fingerprint and review.reviewer_id not in writer_ids
    ]
    return valid[-1] if valid else None
