"""Who may review a paper, and when it may be locked.

| Rule                                                      | Here         |
|-----------------------------------------------------------|--------------|
| a second person checks: nobody reviews what they wrote    | `may_review` |
| a review holds for one fingerprint; a change ends it      | `may_lock`   |
| the newest word on a fingerprint decides                  | `may_lock`   |
| errors of the blueprint keep a paper open, notes do not   | `may_lock`   |
| a locked paper never changes                              | both         |
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Reviewed:
    """One review: by whom, of which text, and whether it may be locked."""

    by: int
    fingerprint: str
    agrees: bool


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A paper as it stands now. Persons are numbers."""

    fingerprint: str
    writers: frozenset[int]
    reviews: tuple[Reviewed, ...]
    """Oldest first."""
    errors: int
    is_locked: bool = False


@dataclass(frozen=True)
class Decision:
    """`reasons` are codes of `words.REASONS`; none means yes."""

    reasons: tuple[str, ...] = ()

    @property
    def allowed(self) -> bool:
        return not self.reasons


def may_review(standing: Standing, *, by: int, fingerprint: str) -> Decision:
    """`fingerprint` is that of the text the reviewer read."""
    reasons = []
    if standing.is_locked:
        reasons.append("locked")
    if by in standing.writers:
        reasons.append("wrote_it")
    if fingerprint != standing.fingerprint:
        reasons.append("changed_since")
    return Decision(tuple(reasons))


def may_lock(standing: Standing) -> Decision:
    reasons = []
    if standing.is_locked:
        return Decision(("locked",))
    if standing.errors:
        reasons.append("has_errors")
    newest = newest_review(standing.reviews, fingerprint=standing.fingerprint, writers=standing.writers)
    if newest is None:
        reasons.append("changed_since_review" if standing.reviews else "not_reviewed")
    elif not newest.agrees:
        reasons.append("review_disagrees")
    return Decision(tuple(reasons))


def newest_review(
    reviews: Sequence[Reviewed], *, fingerprint: str, writers: frozenset[int]
) -> Reviewed | None:
    """The last review of this very text by somebody who, to this day, has written nothing of it."""
    fitting = [one for one in reviews if one.fingerprint == fingerprint and one.by not in writers]
    return fitting[-1] if fitting else None
