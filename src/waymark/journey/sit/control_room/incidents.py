"""Incidents: something that happened in a window and affected many, as the team records it, with who and when."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q, Sum

from waymark.ground.ledger import actions as ledger
from waymark.journey.sit.control_room.models import Incident
from waymark.journey.sit.windows.models import SittingWindow
from waymark.kit.locks import lock_row

if TYPE_CHECKING:
    from waymark.ground.people.models import Person

SAME_WITHIN = timedelta(minutes=10)
"""The same words by the same person within this time are one incident, sent twice."""


@transaction.atomic
def record_incident(*, window: SittingWindow, what: str, by: Person, at: datetime) -> Incident:
    """`what` has 1 to 500 characters. The audit log records that there was an incident, not its text."""
    lock_row(window)
    same = Incident.objects.filter(window=window, what=what, by=by, at__gt=at - SAME_WITHIN).first()
    if same is not None:
        return same
    incident = Incident.objects.create(window=window, what=what, by=by, at=at)
    ledger.record("sit.incident_noted", about=incident, provider_id=window.cohort.provider_id, by=by, at=at)
    return incident


def list_incidents(*, window: SittingWindow) -> list[Incident]:
    """Newest first, each with the `hours_added` to the close by a confirmed outage. The caller has checked the viewer.

    `hours_for_everyone` are those that moved everyone's close, and not only later ones.
    """
    rows = Incident.objects.filter(window=window).select_related("by").order_by("-at", "-id")
    hours = "outages__outcome__hours"
    everyone = Q(outages__outcome__is_for_everyone=True)
    return list(
        rows.annotate(hours_added=Sum(hours), hours_for_everyone=Sum(hours, filter=everyone, default=0))
    )
