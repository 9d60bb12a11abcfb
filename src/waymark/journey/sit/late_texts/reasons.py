"""Why nothing can be decided about a participant's late texts now, by this person."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from waymark.journey.sit.late_texts import words
from waymark.journey.sit.windows.rules import is_settled
from waymark.kit.refusals import Reason

if TYPE_CHECKING:
    from waymark.ground.people.models import Person
    from waymark.journey.sit.writing.models import Sitting


def reasons_against_decision(sitting: Sitting, *, by: Person, at: datetime) -> list[Reason]:
    """Asked when it is proposed and again when it is confirmed. The sitting has its `times` and its enrolment."""
    if sitting.enrolment.person_id == by.pk:
        return [words.OWN_TEXT]
    if not is_settled(sitting.times, at=at):
        return [words.not_over(sitting.code)]
    return []
