"""Finds a receipt by its code."""

from __future__ import annotations

from waymark.journey.sit.receipts.models import Receipt


def find_receipt(*, code: str) -> Receipt | None:
    return Receipt.objects.filter(code=code).select_related("submission").first()
