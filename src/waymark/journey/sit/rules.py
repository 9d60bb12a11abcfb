"""The rules of the timed writing that other rooms may ask; each is defined by the subject it belongs to. Pure."""

from waymark.journey.sit.attempts.rules import AttemptReason, AttemptResult
from waymark.journey.sit.reasons import SittingReason
from waymark.journey.sit.receipts.file import (
    REASONS,
    SignedPayload,
    check_receipt,
    first_differing_line,
    read_receipt_file,
)
from waymark.journey.sit.receipts.keys import InvalidKeyList, key_list, read_key_list
from waymark.journey.sit.receipts.payload import NotAReceipt, ReceiptFacts, format_instant, is_signature_valid
from waymark.journey.sit.windows.rules import (
    SETTLES,
    Window,
    effective_deadline,
    is_late,
    is_open,
    is_over,
    is_settled,
)
from waymark.journey.sit.writing.rules import DRAFT_CHARACTERS, DRAFT_WORDS

__all__ = [
    "DRAFT_CHARACTERS",
    "DRAFT_WORDS",
    "REASONS",
    "SETTLES",
    "AttemptReason",
    "AttemptResult",
    "InvalidKeyList",
    "NotAReceipt",
    "ReceiptFacts",
    "SignedPayload",
    "SittingReason",
    "Window",
    "check_receipt",
    "effective_deadline",
    "first_differing_line",
    "format_instant",
    "is_late",
    "is_open",
    "is_over",
    "is_settled",
    "is_signature_valid",
    "key_list",
    "read_key_list",
    "read_receipt_file",
]
