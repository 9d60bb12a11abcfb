"""The files attached to a receipt's email: the answers as they were signed, and the receipt itself."""

from __future__ import annotations

import json
from collections.abc import Sequence

from waymark.journey.sit.receipts.file import SignedPayload, answers_text, receipt_members
from waymark.journey.sit.receipts.models import Receipt
from waymark.journey.sit.receipts.signing import find_public_key
from waymark.kit.attached_file import AttachedFile


def of_receipt(*, id: int) -> Sequence[AttachedFile] | None:
    """`answers.txt` (UTF-8) and `receipt.json`; None if there is no such receipt."""
    receipt = Receipt.objects.filter(pk=id).first()
    if receipt is None:
        return None
    text = answers_text(signed_of(receipt)).encode()
    return (
        AttachedFile("answers.txt", "text/plain", text),
        AttachedFile("receipt.json", "application/json", file_of(receipt)),
    )


def signed_of(receipt: Receipt) -> SignedPayload:
    return SignedPayload(payload=receipt.payload, signature=receipt.signature, key_id=receipt.key_id)


def file_of(receipt: Receipt) -> bytes:
    """The file `receipt.json`: everything needed to check the receipt, except trust in its key."""
    public = find_public_key(id=receipt.key_id)
    members = receipt_members(code=receipt.code, signed=signed_of(receipt), public=public)
    return f"{json.dumps(members, ensure_ascii=False, indent=1)}\n".encode()
