"""Receipts of this installation: signed with its key, checked with that key and those it had before, found by code.

The bytes themselves are in `receipt_bytes.py`, the file in `receipt_file.py`, the keys in `receipt_keys.py`.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

from waymark.journey.sit.receipts.receipt_bytes import (
    PRACTICE,
    canonical,
    instant,
    is_valid,
    key_id,
    what_was_signed,
)
from waymark.journey.sit.receipts.receipt_file import Signed
from waymark.journey.sit.receipts.receipt_keys import Key, find_key
from waymark.kit.codes import ALPHABET, new_code
from waymark.kit.words import RULE

__all__ = [
    "Signed", "find_public_key", "instant", "is_valid", "key_id", "list_keys", "new_receipt_code", "payload_of",
    "public_key", "read_code", "sign", "what_was_signed",
]  # fmt: skip

CODE_LENGTH = 20
GROUP = 4


def payload_of(
    *,
    sitting: str,
    paper: str,
    answers: Mapping[str, str],
    words: int,
    at: datetime,
    how: str,
    practice: bool = False,
) -> str:
    """The canonical text that is signed. `paper` is the fingerprint of the locked paper.

    Only a practice sitting's says `practice`, so that no receipt of an assessment can be taken for one, or the
    other way round.
    """
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
    return canonical(says | {PRACTICE: True} if practice else says)


def sign(payload: str) -> Signed:
    signature = _key(settings.SIGNING_SEED).sign(payload.encode())
    return Signed(payload, b64encode(signature).decode(), key_id(public_key()))


def public_key() -> bytes:
    """The 32 bytes with which anyone checks what this installation signs now."""
    return _public(settings.SIGNING_SEED)


def list_keys() -> list[Key]:
    """The key that signs now, then those that signed before, newest first."""
    now = Key(public_key(), since=settings.SIGNING_KEY_FROM, demonstration=settings.SIGNS_FOR_DEMONSTRATION)
    retired = [Key(public, since=since, until=until) for public, since, until in settings.RETIRED_KEYS]
    return [now, *sorted(retired, key=lambda key: str(key.until), reverse=True)]


def find_public_key(*, id: str) -> bytes | None:
    found = find_key(list_keys(), id=id)
    return found.public if found else None


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


@lru_cache(maxsize=4)
def _public(seed: bytes) -> bytes:
    return _key(seed).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
