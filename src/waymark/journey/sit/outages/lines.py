"""What pages show of an outage: its times with their zone, and its state in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from waymark.journey.sit.outages.models import Outage
from waymark.journey.sit.windows.words import local_moment

if TYPE_CHECKING:
    from waymark.ground.people.models import Person

LABELS = {"confirmed": "Confirmed", "returned": "Returned", "withdrawn": "Withdrawn"}


@dataclass(frozen=True, kw_only=True)
class OutageLine:
    """One outage as pages show it."""

    outage: Outage
    began: str
    ended: str
    recorded_at: str
    is_author: bool
    label: str = ""
    """How it ended; empty while it waits for a second person."""
    ended_by: str = ""
    decided_at: str = ""


def outage_lines(outages: Iterable[Outage], *, viewer: Person) -> list[OutageLine]:
    return [outage_line(outage, viewer=viewer) for outage in outages]


def outage_line(outage: Outage, *, viewer: Person) -> OutageLine:
    zone, outcome = outage.incident.window.zone, getattr(outage, "outcome", None)
    return OutageLine(
        outage=outage,
        began=local_moment(outage.began_at, zone=zone),
        ended=local_moment(outage.ended_at, zone=zone),
        recorded_at=local_moment(outage.at, zone=zone),
        is_author=outage.by_id == viewer.pk,
        label=LABELS[outcome.kind] if outcome else "",
        ended_by=outcome.by.name if outcome else "",
        decided_at=local_moment(outcome.at, zone=zone) if outcome else "",
    )
