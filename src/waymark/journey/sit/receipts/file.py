"""The file `receipt.json`: writing it, reading it strictly, and checking it against a list of keys.

Pure. The signature is checked before the payload is read, so that nothing a stranger made up is interpreted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest
from typing import Any

from waymark.journey.sit.receipts import strict_json
from waymark.journey.sit.receipts.keys import ReceiptKey, find_key
from waymark.journey.sit.receipts.payload import (
    ALGORITHM,
    NotAReceipt,
    ReceiptFacts,
    is_signature_valid,
    read_answers,
    read_facts,
)

REQUIRED = ("payload", "signature", "key_id")


class ReceiptReason(StrEnum):
    """Why a receipt is not valid."""

    UNKNOWN_KEY = "unknown_key"
    CHANGED = "changed"
    AFTER_KEY_RETIRED = "after_key_retired"


REASONS = {
    ReceiptReason.UNKNOWN_KEY: "The key it names isn’t on the list of keys it was checked against.",
    ReceiptReason.CHANGED: "Its signature doesn’t match its contents, so it has been changed since it was signed.",
    ReceiptReason.AFTER_KEY_RETIRED: "Its date is later than the last day on which its key was used.",
}


@dataclass(frozen=True)
class SignedPayload:
    payload: str
    signature: str
    key_id: str


@dataclass(frozen=True)
class ReceiptCheck:
    """The result of checking a receipt: the facts of a valid one, or why it is not valid. Never both."""

    facts: ReceiptFacts | None = None
    reason: ReceiptReason | None = None


def receipt_members(*, code: str, signed: SignedPayload, public: bytes | None) -> dict[str, str]:
    """The members of `receipt.json`. The code is not signed: it only helps to find the receipt again."""
    key = {"public_key": public.hex()} if public else {}
    return {
        "receipt": code,
        "algorithm": ALGORITHM,
        "key_id": signed.key_id,
        **key,
        "payload": signed.payload,
        "signature": signed.signature,
    }


def read_receipt_file(data: bytes) -> SignedPayload:
    """The signed parts of a file. Raises `NotAReceipt` if they are missing."""
    try:
        members = strict_json.read(data, max_depth=1)
    except strict_json.InvalidJson as problem:
        raise NotAReceipt(f"This file isn’t a receipt. {problem}") from problem
    if not isinstance(members, dict) or members.get("algorithm") != ALGORITHM or not _has_texts(members):
        raise NotAReceipt("This file isn’t a receipt: its text, its signature or its key’s ID is missing.")
    return SignedPayload(payload=members["payload"], signature=members["signature"], key_id=members["key_id"])


def _has_texts(members: Mapping[str, Any]) -> bool:
    return all(isinstance(members.get(name), str) for name in REQUIRED)


def check_receipt(signed: SignedPayload, *, keys: Sequence[ReceiptKey]) -> ReceiptCheck:
    """Whether one of the keys signed it. Raises `NotAReceipt` if a key signed something else than a receipt."""
    key = find_key(keys, id=signed.key_id)
    if key is None:
        return ReceiptCheck(reason=ReceiptReason.UNKNOWN_KEY)
    if not is_signature_valid(payload=signed.payload, signature=signed.signature, public=key.public):
        return ReceiptCheck(reason=ReceiptReason.CHANGED)
    facts = read_facts(signed.payload)
    if not key.may_have_signed(facts.at):
        return ReceiptCheck(reason=ReceiptReason.AFTER_KEY_RETIRED)
    return ReceiptCheck(facts)


def answers_text(signed: SignedPayload) -> str:
    """The file `answers.txt`: each answer under its question's id, in the order in which they were signed."""
    answers = read_answers(signed.payload)
    return "\n".join(f"--- {question} ---\n\n{text}\n" for question, text in answers.items())


def first_differing_line(text: str, *, signed: SignedPayload) -> int | None:
    """The number, from 1, of the first line in which a text differs from `answers.txt`; None if it is the same.

    Email programs may change line ends to CRLF or CR and drop the ones at the end: neither counts as a difference.
    """
    pairs = zip_longest(_lines(answers_text(signed)), _lines(text), fillvalue="")
    return next(
        (number for number, (signed_line, line) in enumerate(pairs, start=1) if signed_line != line), None
    )


def _lines(text: str) -> list[str]:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
