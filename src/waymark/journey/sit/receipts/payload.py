"""What a receipt's signature covers: writing the bytes, checking the signature, reading the facts back.

Pure: no Django, no settings, no clock. `docs/rules/receipts.md` specifies the format byte by byte, with test vectors.

| The specification                      | Here                 |
|----------------------------------------|----------------------|
| one spelling for the same facts        | `canonical_json`     |
| instants in UTC, whole microseconds    | `format_instant`     |
| Ed25519 (RFC 8032) over those bytes    | `is_signature_valid` |
| a key's id                             | `key_id`             |
| the members and their types            | `read_payload`       |
"""

from __future__ import annotations

import hashlib
import json
import re
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from waymark.journey.sit.receipts import strict_json

ALGORITHM = "Ed25519"
HOW = ("submitted", "collected")
REQUIRED = {"answers", "count", "demonstration", "how", "instant", "paper", "rule", "sitting"}
PRACTICE = "practice"
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", re.ASCII)


class NotAReceipt(ValueError):
    """The data is not a receipt at all, valid or invalid. The message is a sentence that says why."""


@dataclass(frozen=True)
class ReceiptFacts:
    """What a receipt shows to anyone who checks it: no name and no text."""

    how: str
    at: datetime
    words: int
    demonstration: bool
    practice: bool


def canonical_json(members: Mapping[str, Any]) -> str:
    """The only accepted spelling: sorted by code point, no spaces, nothing escaped that JSON allows unescaped."""
    return json.dumps(members, sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def format_instant(at: datetime) -> str:
    """2026-10-22T09:00:00.000000Z."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def key_id(public: bytes) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of a key's 32 public bytes."""
    return hashlib.sha256(public).hexdigest()[:16]


def is_signature_valid(*, payload: str, signature: str, public: bytes) -> bool:
    """Whether the signature fits the payload. Malformed signatures and second base64 spellings are invalid."""
    try:
        signed = b64decode(signature)
        Ed25519PublicKey.from_public_bytes(public).verify(signed, payload.encode())
    except (InvalidSignature, ValueError):
        return False
    return b64encode(signed).decode() == signature


def read_facts(payload: str) -> ReceiptFacts:
    """The facts in the signed payload. Raises `NotAReceipt` if it has other members than a receipt."""
    members = read_payload(payload)
    return ReceiptFacts(
        how=members["how"],
        at=datetime.fromisoformat(members["instant"]),
        words=members["count"],
        demonstration=members["demonstration"],
        practice=PRACTICE in members,
    )


def read_answers(payload: str) -> dict[str, str]:
    """Question id to text. Only the writer may see it."""
    answers: dict[str, str] = read_payload(payload)["answers"]
    return answers


def read_payload(payload: str) -> dict[str, Any]:
    """The members of a receipt. Anything the same key signed for another purpose raises `NotAReceipt`."""
    try:
        members = strict_json.read(payload.encode(), max_depth=2)
    except ValueError as problem:
        raise NotAReceipt(f"The signed data isn’t a receipt. {problem}") from problem
    if not (
        isinstance(members, dict) and _has_receipt_members(members) and canonical_json(members) == payload
    ):
        raise NotAReceipt("The signed data isn’t a receipt: it doesn’t have the parts that a receipt has.")
    return members


def _has_receipt_members(members: dict[str, Any]) -> bool:
    if members.keys() - {PRACTICE} != REQUIRED or members.get(PRACTICE, True) is not True:
        return False
    answers = members["answers"]
    return (
        isinstance(answers, dict)
        and all(isinstance(text, str) for text in answers.values())
        and type(members["count"]) is int
        and members["count"] >= 0
        and isinstance(members["demonstration"], bool)
        and members["how"] in HOW
        and all(isinstance(members[name], str) for name in ("paper", "rule", "sitting"))
        and _is_instant(members["instant"])
    )


def _is_instant(value: Any) -> bool:
    if not (isinstance(value, str) and INSTANT.fullmatch(value)):
        return False
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True
