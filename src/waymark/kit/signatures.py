"""Signs bytes with this installation’s key, and checks such signatures, those of retired keys too."""

from __future__ import annotations

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings


def sign(data: bytes) -> bytes:
    """64 bytes of Ed25519."""
    return Ed25519PrivateKey.from_private_bytes(settings.SIGNING_SEED).sign(data)


def is_signed(data: bytes, signature: bytes) -> bool:
    """Whether this installation’s present key, or one of its retired keys, has signed the data."""
    now = Ed25519PrivateKey.from_private_bytes(settings.SIGNING_SEED).public_key()
    retired = [Ed25519PublicKey.from_public_bytes(public) for public, _, _ in settings.RETIRED_KEYS]
    return any(_is_signed_by(key, data, signature) for key in (now, *retired))


def _is_signed_by(key: Ed25519PublicKey, data: bytes, signature: bytes) -> bool:
    try:
        key.verify(signature, data)
    except InvalidSignature:
        return False
    return True
