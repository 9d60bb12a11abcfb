"""What a desk reports about itself afterwards: how long it was without the server, or without its writer signed in.

It comes with a save, costs a save without it nothing, and decides nothing: it is evidence for the team, beside the
server's own times. A report that is not understood is left out, and its text is saved all the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from waymark.journey.sit.writing.models import DeskReport

LONGEST = 10 * 24 * 60 * 60
"""Seconds; nothing longer happens in a window."""


def reports_in(said: Mapping[str, Any]) -> dict[DeskReport.Kind, int]:
    """Kind to whole seconds, from 1 to `LONGEST`; whatever else was said is left out."""
    found = {kind: said.get(kind.value) for kind in DeskReport.Kind}
    return {
        kind: seconds for kind, seconds in found.items() if type(seconds) is int and 1 <= seconds <= LONGEST
    }


def note_reports(*, sitting_id: int, said: Mapping[str, Any], client: str, at: datetime) -> None:
    """Keep what a save reported; the same stretch said again by the same window is kept once."""
    rows = [
        DeskReport(sitting_id=sitting_id, kind=kind, seconds=seconds, client=client, at=at)
        for kind, seconds in reports_in(said).items()
    ]
    if rows:
        DeskReport.objects.bulk_create(rows, ignore_conflicts=True)
