"""What the worker does here: it seals the rows that wait, and exports each provider’s newest head once a day."""

from __future__ import annotations

from datetime import datetime

from waymark.ground.ledger.seals.exporting import export_heads
from waymark.ground.ledger.seals.sealing import seal_waiting


def run(*, at: datetime) -> int:
    return seal_waiting(at=at) + export_heads(at=at)
