"""Finds a receipt by its code."""

from __future__ import annotations

from waymark.journey.sit.receipts.models import Receipt
from waymark.kit.guards.tables import ERASED


def find_receipt(*, code: str) -> Receipt | None:
    """None as well for the receipt of someone who was erased."""
    receipts = Receipt.objects.filter(code=code).exclude(payload=ERASED)
    return receipts.select_related("submission").first()
