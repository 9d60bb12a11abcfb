"""What two records of one person may not be together in this room: asked before they are merged."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from waymark.kit.acts_of_two import reasons_from_acts

if TYPE_CHECKING:
    from waymark.ground.people.models import Person
    from waymark.kit.refusals import Reason

ACTS = {
    "sit.ExtensionDecision": ("extension__by", "by", "more time"),
    "sit.AccessTimeDecision": ("access_time__by", "by", "access time"),
    "sit.LateProposalOutcome": ("proposal__by", "by", "late texts"),
    "sit.OutageOutcome": ("outage__by", "by", "an outage"),
}


def reasons_against_merge(*, survivor: Person, absorbed: Person) -> Iterator[Reason]:
    """Every close that moves was asked for and approved by two people."""
    return reasons_from_acts(ACTS, survivor=survivor, absorbed=absorbed)
