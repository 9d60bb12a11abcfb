"""What happened in a window and touches many, noted by the team: in words, with who and when."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.ground.ledger import actions as ledger
from waymark.journey.sit.models import Incident, SittingWindow
from waymark.kit.turns import hold

if TYPE_CHECKING:
    from waymark.ground.people.models import Person

SAME = timedelta(minutes=10)
"""The same words by the same person within this time are one incident, sent twice."""


@transaction.atomic
def note_incident(*, window: SittingWindow, what: str, by: Person, at: datetime) -> Incident:
    """`what` is one to five hundred characters. The ledger says that something was noted, not what."""
    hold(window)
    there = Incident.objects.filter(window=window, what=what, by=by, at__gt=at - SAME).first()
    if there is not None:
        return there
    row = Incident.objects.create(window=window, what=what, by=by, at=at)
    ledger.note("sit.incident_noted", about=row, provider_id=window.cohort.provider_id, by=by, at=at)
    return row


def list_incidents(*, window: SittingWindow) -> list[Incident]:
    """Newest first. The caller has proved that the viewer may see the window."""
    return list(Incident.objects.filter(window=window).select_related("by").order_by("-at", "-id"))
