"""Receipts: the bytes that are signed, the signature, and whether it holds.

Signed is canonical JSON: keys sorted, no spaces, UTF-8, LF as the only line end. It says the sitting's code, the
paper's fingerprint, the answers by question id, the number of words and the rule that counted them, the instant
(UTC, whole microseconds), and how: submitted or collected. Ed25519 (RFC 8032); a key's id is the first 16
hexadecimal digits of the SHA-256 of its 32 public bytes.
"""

from __future__ import annotations

import hashlib
import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

from waymark.kit.codes import ALPHABET, new_code
from waymark.kit.words import RULE

CODE_LENGTH = 20
GROUP = 4


@dataclass(frozen=True)
class Signed:
    payload: str
    signature: str
    key_id: str


@dataclass(frozen=True)
class Told:
    how: str
    at: datetime
    words: int


def payload_of(
    *, sitting: str, paper: str, answers: Mapping[str, str], words: int, at: datetime, how: str
) -> str:
    """The canonical text that is signed. `paper` is the fingerprint of the locked paper."""
    says = {
        "answers": dict(answers),
        "count": words,
        "demonstration": settings.SIGNS_FOR_DEMONSTRATION,
        "how": how,
        "instant": instant(at),
        "paper": paper,
        "rule": RULE,
        "sitting": sitting,
    }
    return json.dumps(says, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def instant(at: datetime) -> str:
    """2026-10-22T09:00:00.000000Z."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def sign(payload: str) -> Signed:
    signature = _key(settings.SIGNING_SEED).sign(payload.encode())
    return Signed(payload, b64encode(signature).decode(), key_id(public_key()))


def public_key() -> bytes:
    """The 32 bytes with which anyone checks a receipt of this installation."""
    return _key(settings.SIGNING_SEED).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def key_id(public: bytes) -> str:
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
    """What a receipt says to anyone, read from the signed text itself and from nothing beside it."""
    said = json.loads(payload)
    return Told(how=said["how"], at=datetime.fromisoformat(said["instant"]), words=said["count"])


def new_receipt_code() -> str:
    """Twenty characters in fours: 99 bits, so that nobody finds one by trying."""
    code = new_code(CODE_LENGTH)
    return "-".join(code[place : place + GROUP] for place in range(0, CODE_LENGTH, GROUP))


def read_code(said: str) -> str:
    """A code as somebody typed it, in the form in which it is kept; empty if it cannot be one."""
    letters = "".join(one for one in said[:200].upper() if one in ALPHABET)
    if len(letters) != CODE_LENGTH:
        return ""
    return "-".join(letters[place : place + GROUP] for place in range(0, CODE_LENGTH, GROUP))


@lru_cache(maxsize=4)
def _key(seed: bytes) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(seed)
