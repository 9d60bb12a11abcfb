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


def reports_in(data: Mapping[str, Any]) -> dict[DeskReport.Kind, int]:
    """Kind to whole seconds, from 1 to `LONGEST`; anything else is left out."""
    seconds_by_kind = {kind: data.get(kind.value) for kind in DeskReport.Kind}
    return {
        kind: seconds
        for kind, seconds in seconds_by_kind.items()
        if type(seconds) is int and 1 <= seconds <= LONGEST
    }


def record_reports(*, sitting_id: int, data: Mapping[str, Any], client: str, at: datetime) -> None:
    """Keep what a save reported; the same period reported again by the same tab is kept once."""
    rows = [
        DeskReport(sitting_id=sitting_id, kind=kind, seconds=seconds, client=client, at=at)
        for kind, seconds in reports_in(data).items()
    ]
    if rows:
        DeskReport.objects.bulk_create(rows, ignore_conflicts=True)
