"""Where an account is signed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef
from django.db.models.functions import Now

from waymark.bridges.signin.sessions import words
from waymark.bridges.signin.sessions.models import SignedInSession

if TYPE_CHECKING:
    from waymark.ground.people.models import Account

OPEN = Exists(Session.objects.filter(session_key=OuterRef("key"), expire_date__gt=Now()))
"""By the database's clock, as every page reads its session."""


@dataclass(frozen=True)
class ShownSession:
    id: int
    browser: str
    began_at: datetime
    seen: str
    """Roughly, in words: a page does not tell when exactly someone was there."""
    is_this: bool


def list_sessions(*, account: Account, this_key: str, now: datetime) -> list[ShownSession]:
    """The session that asks first, then by when they were last seen."""
    rows = SignedInSession.objects.filter(OPEN, account=account).order_by("-seen_at", "-id")
    shown = [
        ShownSession(
            id=row.pk,
            browser=row.browser or words.UNKNOWN_BROWSER,
            began_at=row.began_at,
            seen=words.seen_in_words(row.seen_at, now=now),
            is_this=row.key == this_key,
        )
        for row in rows
    ]
    return sorted(shown, key=lambda session: not session.is_this)
