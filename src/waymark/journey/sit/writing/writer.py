"""The name under which a browser keeps a person's words: a key that says nothing about them and stays theirs.

The device's rows and the desk's pages carry it, so that nobody who signs in later on the same device is shown or sends
them. It comes from the account and the installation's secret; a secret that was replaced still gives the earlier key.
"""

from __future__ import annotations

import base64

from django.conf import settings
from django.utils.crypto import salted_hmac

HEADER = "x-waymark-writer"
SALT = "sit.writer"
SECRET_SALT = "sit.device_key"


def keys_of(account_id: int | None) -> tuple[str, ...]:
    """The present key first, then those of earlier secrets."""
    return tuple(_key(str(account_id), secret) for secret in _secrets())


def device_keys_of(account_id: int) -> dict[str, str]:
    """By each of `keys_of`, 32 bytes in base64 under which a device encrypts the words that carry it.

    Given only to whoever is signed in; a device keeps none of them after signing out.
    """
    account = str(account_id)
    return {_key(account, secret): _device_key(account, secret) for secret in _secrets()}


def _secrets() -> tuple[str, ...]:
    return (str(settings.SECRET_KEY), *map(str, settings.SECRET_KEY_FALLBACKS))


def _device_key(account: str, secret: str) -> str:
    digest = salted_hmac(SECRET_SALT, account, secret=secret, algorithm="sha256").digest()
    return base64.b64encode(digest).decode()


def _key(account: str, secret: str) -> str:
    return salted_hmac(SALT, account, secret=secret, algorithm="sha256").hexdigest()[:32]
