"""The email that says which peer group someone is in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from waymark.ground.people.actions import Message
from waymark.journey.gather import emails
from waymark.kit.addresses import site_address

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort, Enrolment
    from waymark.journey.gather.models import PeerGroup


def message_of(
    group: PeerGroup, enrolment: Enrolment, cohort: Cohort, *, change: int | None = None
) -> Message:
    """Once for a group; once more for each move, whose id is `change`."""
    values = {
        "greeting": enrolment.person.greeting,
        "group": group.name,
        "cohort": cohort.name,
        "link": f"{site_address('gather:group')}?enrolment={enrolment.reference}",
    }
    once = f"gather.grouped:{group.pk}:{enrolment.pk}"
    once = once if change is None else f"gather.moved:{change}"
    return Message(emails.GROUPED, enrolment.person.email, values, once=once, cohort_id=cohort.pk)
