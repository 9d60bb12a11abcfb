"""What two records of one person may not be together in this room: asked before they are merged."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from waymark.kit.acts_of_two import reasons_from_acts

if TYPE_CHECKING:
    from waymark.ground.people.models import Person
    from waymark.kit.refusals import Reason

ACTS = {"papers.Review": ("paper__wordings__by", "by", "a paper, which the other wrote")}


def reasons_against_merge(*, survivor: Person, absorbed: Person) -> Iterator[Reason]:
    """No one reviews a paper that they wrote part of."""
    return reasons_from_acts(ACTS, survivor=survivor, absorbed=absorbed)
