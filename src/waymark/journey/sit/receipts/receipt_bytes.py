"""The bytes of a receipt: how they are written, whether a signature is theirs, and what they say.

Pure: no Django, no settings, no clock. The format, byte by byte and with test vectors, is in `docs/rules/receipts.md`.

| The page says                          | Here              |
|----------------------------------------|-------------------|
| one spelling for the same facts        | `canonical`       |
| instants in UTC, whole microseconds    | `instant`         |
| Ed25519 (RFC 8032) over those bytes    | `is_valid`        |
| a key's id                             | `key_id`          |
| the members and their types            | `read_payload`    |
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
ALWAYS = {"answers", "count", "demonstration", "how", "instant", "paper", "rule", "sitting"}
PRACTICE = "practice"
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", re.ASCII)


class NotAReceipt(ValueError):
    """This is no receipt, valid or not; the message is the sentence that says why."""


@dataclass(frozen=True)
class Told:
    """What a receipt says to anyone: no name, no text."""

    how: str
    at: datetime
    words: int
    demonstration: bool
    practice: bool


def canonical(says: Mapping[str, Any]) -> str:
    """The one spelling: members sorted by code point, no spaces, characters themselves where JSON allows it."""
    return json.dumps(says, sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def instant(at: datetime) -> str:
    """2026-10-22T09:00:00.000000Z."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def key_id(public: bytes) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of a key's 32 public bytes."""
    return hashlib.sha256(public).hexdigest()[:16]


def is_valid(*, payload: str, signature: str, public: bytes) -> bool:
    """Whether the signature is that of the payload; anything that is not a signature is not."""
    try:
        signed = b64decode(signature)
        Ed25519PublicKey.from_public_bytes(public).verify(signed, payload.encode())
    except (InvalidSignature, ValueError):
        return False
    return b64encode(signed).decode() == signature


def what_was_signed(payload: str) -> Told:
    """Read from the signed text itself and from nothing beside it. `NotAReceipt` if it says something else."""
    said = read_payload(payload)
    return Told(
        how=said["how"],
        at=datetime.fromisoformat(said["instant"]),
        words=said["count"],
        demonstration=said["demonstration"],
        practice=PRACTICE in said,
    )


def answers_signed(payload: str) -> dict[str, str]:
    """Question id to text: for its writer alone."""
    answers: dict[str, str] = read_payload(payload)["answers"]
    return answers


def read_payload(payload: str) -> dict[str, Any]:
    """The members of a receipt. What the same key signed for another purpose is refused."""
    try:
        said = strict_json.read(payload.encode(), deepest=2)
    except ValueError as problem:
        raise NotAReceipt(f"What was signed is not a receipt. {problem}") from problem
    if not (isinstance(said, dict) and _has_its_members(said) and canonical(said) == payload):
        raise NotAReceipt("What was signed is not a receipt: it says other things than a receipt does.")
    return said


def _has_its_members(said: dict[str, Any]) -> bool:
    if said.keys() - {PRACTICE} != ALWAYS or said.get(PRACTICE, True) is not True:
        return False
    answers = said["answers"]
    return (
        isinstance(answers, dict)
        and all(isinstance(text, str) for text in answers.values())
        and type(said["count"]) is int
        and said["count"] >= 0
        and isinstance(said["demonstration"], bool)
        and said["how"] in HOW
        and all(isinstance(said[name], str) for name in ("paper", "rule", "sitting"))
        and _is_instant(said["instant"])
    )


def _is_instant(said: Any) -> bool:
    if not (isinstance(said, str) and INSTANT.fullmatch(said)):
        return False
    try:
        datetime.fromisoformat(said)
    except ValueError:
        return False
    return True
