"""Ends sessions of an account: their rows go, so that neither a page nor a save of the writing page finds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.sessions.models import Session
from django.db import transaction

from waymark.bridges.signin.sessions.models import SignedInSession

if TYPE_CHECKING:
    from waymark.ground.people.models import Account


@transaction.atomic
def end_sessions(*, account: Account, except_key: str = "") -> int:
    """Every session of the account but that with this stored key; how many were open."""
    rows = SignedInSession.objects.filter(account=account).exclude(key=except_key)
    return _end(list(rows.values_list("key", flat=True)))


@transaction.atomic
def end_session(*, account: Account, session_id: int) -> int:
    """One session of the account; 0 if it is not the account's or has ended."""
    rows = SignedInSession.objects.filter(account=account, pk=session_id)
    return _end(list(rows.values_list("key", flat=True)))


def _end(keys: list[str]) -> int:
    ended, _ = Session.objects.filter(session_key__in=keys).delete()
    SignedInSession.objects.filter(key__in=keys).delete()
    return ended
