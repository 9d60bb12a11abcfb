"""The passkeys of an account."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from fido2.utils import websafe_encode

from waymark.bridges.signin.passkeys.models import Passkey

if TYPE_CHECKING:
    from waymark.ground.people.models import Account


def passkeys_of(account: Account) -> list[Passkey]:
    """The oldest first."""
    return list(Passkey.objects.filter(account=account).order_by("id"))


def find_passkey(*, credential_id: str, handle: str) -> Passkey | None:
    """By what a device said; `handle` is empty where it says none, and is never another account’s."""
    passkey = Passkey.objects.select_related("account").filter(credential_id=credential_id[:1400]).first()
    if passkey is None or (handle and handle != passkey.handle):
        return None
    return passkey


def handle_of(account: Account) -> str:
    """The handle of the account’s other passkeys, or a new one."""
    known = Passkey.objects.filter(account=account).values_list("handle", flat=True).first()
    return known or websafe_encode(secrets.token_bytes(32))
