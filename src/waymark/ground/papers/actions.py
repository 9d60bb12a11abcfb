"""What others may do with papers; each action is in the folder of its subject."""

from waymark.ground.papers.drafts.actions import (
    CannotWrite,
    SavedPart,
    create_empty_paper,
    save_part,
    write_paper,
)
from waymark.ground.papers.exhibits.actions import add_exhibit, remove_exhibit
from waymark.ground.papers.fingerprints import fingerprint_of
from waymark.ground.papers.review.actions import CannotLock, CannotReview, lock_paper, review_paper
from waymark.ground.papers.series.actions import place_in_series

__all__ = [
    "CannotLock", "CannotReview", "CannotWrite", "SavedPart", "add_exhibit", "create_empty_paper", "fingerprint_of",
    "lock_paper", "place_in_series", "remove_exhibit", "review_paper", "save_part", "write_paper",
]  # fmt: skip
