"""What two records of one person may not be together in this room: asked before they are merged."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from waymark.journey.coach.models import CoachingSession, Pairing
from waymark.kit.refusals import Reason

if TYPE_CHECKING:
    from waymark.ground.people.models import Person

COACHES_THEMSELVES = "{coach} coaches {participant}. Pair {participant} with another coach first."
COACHED_THEMSELVES = (
    "{coach} has coached {participant}, and their sessions are recorded. They can’t become one record."
)


def reasons_against_merge(*, survivor: Person, absorbed: Person) -> Iterator[Reason]:
    """No one coaches themselves, or has."""
    for coach, participant in ((survivor, absorbed), (absorbed, survivor)):
        names = {"coach": coach.name, "participant": participant.name}
        if CoachingSession.objects.filter(by=coach, pairing__enrolment__person=participant).exists():
            yield Reason("coached_themselves", COACHED_THEMSELVES.format(**names))
        elif Pairing.objects.filter(coach=coach, enrolment__person=participant).exists():
            yield Reason("coaches_themselves", COACHES_THEMSELVES.format(**names))
