"""The name under which a browser keeps a person's words: a key that says nothing about them and stays theirs.

The device's rows and the desk's pages carry it, so that nobody who signs in later on the same device is shown or sends
them. It comes from the account and the installation's secret; a secret that was replaced still gives the earlier key.
"""

from __future__ import annotations

from django.conf import settings
from django.utils.crypto import salted_hmac

HEADER = "x-waymark-writer"
SALT = "sit.writer"


def keys_of(account_id: int | None) -> tuple[str, ...]:
    """The present key first, then those of earlier secrets."""
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return tuple(_key(str(account_id), str(secret)) for secret in secrets)


def _key(account: str, secret: str) -> str:
    return salted_hmac(SALT, account, secret=secret, algorithm="sha256").hexdigest()[:32]
