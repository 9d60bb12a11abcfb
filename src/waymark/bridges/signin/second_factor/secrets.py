"""What is kept of a second factor: secrets encrypted, recovery codes as keyed digests, both by the secret key.

A copy of the database alone holds nothing with which a code can be made. Earlier secret keys are fallbacks.
"""

from __future__ import annotations

import base64
import hashlib
import secrets

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac

from waymark.bridges.signin.second_factor.rules import CODE_LENGTH, LETTERS, NUMBER_OF_CODES

SALT = "signin.recovery_code"


class SecretLost(LookupError):
    """The secret key that encrypted it is no longer in the settings."""


def encrypt(value: bytes) -> str:
    return _keys().encrypt(value).decode()


def decrypt(text: str) -> bytes:
    try:
        return _keys().decrypt(text.encode())
    except InvalidToken as error:
        raise SecretLost("A second factor cannot be read: its secret key is not in the settings.") from error


def _keys() -> MultiFernet:
    own = (str(settings.SECRET_KEY), *map(str, settings.SECRET_KEY_FALLBACKS))
    digests = (hashlib.sha256(b"waymark.second_factor|" + key.encode()).digest() for key in own)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


def new_secret() -> bytes:
    """160 bits, as RFC 4226 asks."""
    return secrets.token_bytes(20)


def new_recovery_codes() -> list[str]:
    return ["".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH)) for _ in range(NUMBER_OF_CODES)]


def digests_of(code: str, *, account_id: int) -> list[str]:
    """By the present secret key first, then by earlier ones."""
    own = (str(settings.SECRET_KEY), *map(str, settings.SECRET_KEY_FALLBACKS))
    message = f"{account_id}|{code}"
    return [salted_hmac(SALT, message, secret=key, algorithm="sha256").hexdigest() for key in own]
