"""The receipt as a PDF: what its page says, read from the signed text itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from waymark.journey.sit.receipts.receipt_bytes import read_payload, what_was_signed
from waymark.kit.clock import local_day
from waymark.kit.show import clock_seconds, long_date, number
from waymark.kit.typesetting import set_as_pdf

if TYPE_CHECKING:
    from waymark.journey.sit.models import Receipt, Sitting

SOURCE = Path(__file__).parent / "documents" / "receipt.typ"


def typeset(receipt: Receipt, *, sitting: Sitting, page: str) -> bytes:
    """The PDF of a receipt. `page` is the address at which anyone can check it."""
    says = _says(receipt, sitting=sitting) | {"page": page}
    return set_as_pdf(SOURCE, says, timestamp=int(what_was_signed(receipt.payload).at.timestamp()))


def _says(receipt: Receipt, *, sitting: Sitting) -> dict[str, Any]:
    said, told = read_payload(receipt.payload), what_was_signed(receipt.payload)
    zone = sitting.window.zone
    return {
        "provider": sitting.enrolment.person.provider.name,
        "code": receipt.code,
        "submitted": told.how == "submitted",
        "moment": f"{long_date(local_day(told.at, zone=zone))}, {clock_seconds(told.at, zone=zone)}",
        "zone": zone,
        "instant": said["instant"],
        "words": number(told.words),
        "one": told.words == 1,
        "rule": said["rule"],
        "sitting": said["sitting"],
        "paper": [said["paper"][place : place + 8] for place in range(0, len(said["paper"]), 8)],
        "key": receipt.key_id,
        "signature": receipt.signature,
        "demonstration": told.demonstration,
        "practice": told.practice,
    }
