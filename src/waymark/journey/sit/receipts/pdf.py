"""The receipt as a PDF: the same facts as its page, read from the signed payload."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from waymark.journey.sit.receipts.payload import read_facts, read_payload
from waymark.kit.clock import local_day
from waymark.kit.formatting import clock_seconds, long_date, number
from waymark.kit.typesetting import set_as_pdf

if TYPE_CHECKING:
    from waymark.journey.sit.receipts.models import Receipt
    from waymark.journey.sit.writing.models import Sitting

SOURCE = Path(__file__).parent / "documents" / "receipt.typ"


def typeset_receipt(receipt: Receipt, *, sitting: Sitting, page: str) -> bytes:
    """The PDF of a receipt. `page` is the address at which anyone can check it."""
    content = _content(receipt, sitting=sitting) | {"page": page}
    return set_as_pdf(SOURCE, content, timestamp=int(read_facts(receipt.payload).at.timestamp()))


def _content(receipt: Receipt, *, sitting: Sitting) -> dict[str, Any]:
    members, facts = read_payload(receipt.payload), read_facts(receipt.payload)
    zone = sitting.window.zone
    return {
        "provider": sitting.enrolment.person.provider.name,
        "code": receipt.code,
        "submitted": facts.how == "submitted",
        "moment": f"{long_date(local_day(facts.at, zone=zone))}, {clock_seconds(facts.at, zone=zone)}",
        "zone": zone,
        "instant": members["instant"],
        "words": number(facts.words),
        "is_one_word": facts.words == 1,
        "rule": members["rule"],
        "sitting": members["sitting"],
        "paper": [members["paper"][start : start + 8] for start in range(0, len(members["paper"]), 8)],
        "key": receipt.key_id,
        "signature": receipt.signature,
        "demonstration": facts.demonstration,
        "practice": facts.practice,
        "declaration": "" if facts.practice else sitting.declared,
    }
