"""Named conditions that must be met at a gate, and the function that checks each.

There are three gates: before someone starts, before the written assessment, and before the award. Each asks every
condition here, so that no gate can forget one; whether a condition is asked at a gate is the programme's data, or a
setting of the provider. The functions belong to other rooms, so they are named here by their dotted paths, like a
foreign key across rooms. They take `enrolments` (of one cohort), `gate` and `at`, and return an `Answer` by enrolment
id; nothing for a condition that is not asked at that gate.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

ENGAGEMENT = "engagement"
FEES = "fees"
ANSWERED_BY = {
    ENGAGEMENT: "waymark.ground.hours.queries.answer_engagement",
    FEES: "waymark.journey.pay.queries.answer_fees",
}


class GateName(StrEnum):
    """Before what something must be settled."""

    START = "start"
    """Before the first study."""
    SITTING = "sitting"
    """Before the written assessment opens for a participant."""
    AWARD = "award"
    """Before an award is decided."""


@dataclass(frozen=True)
class Answer:
    """Whether a condition is met, with every reason: in words for the participant, and for staff."""

    is_met: bool
    reasons: tuple[str, ...] = ()
    to_staff: tuple[str, ...] = ()
