"""A mark of whoever is signed in, by which a browser's windows know whether they all belong to the same person.

It says nothing about them, and only their own pages carry it.
"""

from __future__ import annotations

from django.utils.crypto import salted_hmac

SALT = "web.person_mark"


def mark_of(account_id: int | None) -> str:
    return salted_hmac(SALT, str(account_id), algorithm="sha256").hexdigest()[:32]
