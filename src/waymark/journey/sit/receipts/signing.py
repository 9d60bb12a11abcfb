"""Signs with this installation's key, lists its public keys, and makes and reads receipt codes.

`payload.py` defines the signed bytes, `file.py` the file `receipt.json`, `keys.py` the list of keys.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

from waymark.journey.sit.receipts.file import SignedPayload
from waymark.journey.sit.receipts.keys import ReceiptKey, find_key
from waymark.journey.sit.receipts.payload import PRACTICE, canonical_json, format_instant, key_id
from waymark.kit.codes import ALPHABET, new_code
from waymark.kit.words import RULE

CODE_LENGTH = 20
GROUP = 4


def build_payload(
    *,
    sitting: str,
    paper: str,
    answers: Mapping[str, str],
    words: int,
    at: datetime,
    how: str,
    practice: bool = False,
) -> str:
    """The canonical JSON to sign. `paper` is the fingerprint of the locked paper.

    Only the receipt of a practice sitting has the member `practice`, so that neither kind can be taken for the other.
    """
    members = {
        "answers": dict(answers),
        "count": words,
        "demonstration": settings.SIGNS_FOR_DEMONSTRATION,
        "how": how,
        "instant": format_instant(at),
        "paper": paper,
        "rule": RULE,
        "sitting": sitting,
    }
    return canonical_json(members | {PRACTICE: True} if practice else members)


def sign(payload: str) -> SignedPayload:
    signature = _private_key(settings.SIGNING_SEED).sign(payload.encode())
    return SignedPayload(payload, b64encode(signature).decode(), key_id(public_key()))


def public_key() -> bytes:
    """The 32 bytes that check what this installation signs now."""
    return _public_bytes(settings.SIGNING_SEED)


def list_keys() -> list[ReceiptKey]:
    """The key that signs now, then the retired ones, newest first."""
    now = ReceiptKey(
        public_key(), since=settings.SIGNING_KEY_FROM, demonstration=settings.SIGNS_FOR_DEMONSTRATION
    )
    retired = [ReceiptKey(public, since=since, until=until) for public, since, until in settings.RETIRED_KEYS]
    return [now, *sorted(retired, key=lambda key: str(key.until), reverse=True)]


def find_public_key(*, id: str) -> bytes | None:
    key = find_key(list_keys(), id=id)
    return key.public if key else None


def new_receipt_code() -> str:
    """Twenty characters in groups of four: 99 bits, so that no one can guess one."""
    code = new_code(CODE_LENGTH)
    return "-".join(code[start : start + GROUP] for start in range(0, CODE_LENGTH, GROUP))


def parse_code(typed: str) -> str:
    """A typed receipt code in the stored spelling; empty if it cannot be a code."""
    letters = "".join(letter for letter in typed[:200].upper() if letter in ALPHABET)
    if len(letters) != CODE_LENGTH:
        return ""
    return "-".join(letters[start : start + GROUP] for start in range(0, CODE_LENGTH, GROUP))


@lru_cache(maxsize=4)
def _private_key(seed: bytes) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(seed)


@lru_cache(maxsize=4)
def _public_bytes(seed: bytes) -> bytes:
    return _private_key(seed).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
