"""Verbs of this stone, one subject a file."""

from waymark.ground.papers.actions.exhibits import add_exhibit, remove_exhibit
from waymark.ground.papers.actions.locking import (
    CannotLock,
    CannotReview,
    lock_paper,
    review_paper,
)
from waymark.ground.papers.actions.placing import place_in_series
from waymark.ground.papers.actions.writing import (
    CannotWrite,
    Saved,
    begin_paper,
    save_part,
    write_paper,
)
from waymark.ground.papers.fingerprints import fingerprint_of

__all__ = [
    "CannotLock", "CannotReview", "CannotWrite", "Saved", "add_exhibit", "begin_paper", "fingerprint_of", "lock_paper",
    "place_in_series", "remove_exhibit", "review_paper", "save_part", "write_paper",
]  # fmt: skip
