"""Links that act for a person, such as an invitation: made from a key when an email leaves, and kept nowhere.

    token = base64url(HMAC-SHA256(key, purpose | row | version))

Rows keep a digest of the token. An email's row keeps the purpose and the row, so neither a copy of the database nor a
backup holds a link that works. A row's version is raised to withdraw its earlier links. When keys are changed, earlier
ones are fallbacks: links made with them work until the key is taken out of the settings.

Source: docs/rules/signing-in.md. Pure: the caller gives the keys.
"""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Link:
    """What a link is for: a purpose, the id of a row, and the row's version, from 1."""

    purpose: str
    row: int
    version: int


def make_token(link: Link, *, key: str) -> str:
    """43 letters, digits, hyphens and underscores."""
    message = f"{link.purpose}|{link.row}|{link.version}".encode()
    own_key = hashlib.sha256(b"waymark.links|" + key.encode()).digest()
    return urlsafe_b64encode(hmac.digest(own_key, message, "sha256")).rstrip(b"=").decode()


def digest_of(token: str) -> str:
    """What a row keeps of its token: 64 hexadecimal digits."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


def token_with(digest: str, link: Link, *, keys: Sequence[str]) -> str | None:
    """The token whose digest the row keeps, made again; None if its key is no longer among `keys`."""
    tokens = (make_token(link, key=key) for key in keys)
    return next((token for token in tokens if hmac.compare_digest(digest_of(token), digest)), None)


def is_genuine(token: str, link: Link, *, keys: Sequence[str]) -> bool:
    """Whether one of the keys made this token."""
    given = token.encode(errors="replace")
    matches = [hmac.compare_digest(make_token(link, key=key).encode(), given) for key in keys]
    return any(matches)
