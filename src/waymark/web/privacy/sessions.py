"""Ends every session of an account that is gone."""

from __future__ import annotations

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session


def end_sessions_of(account_id: int) -> None:
    ended = [
        session.pk
        for session in Session.objects.iterator()
        if str(session.get_decoded().get(SESSION_KEY)) == str(account_id)
    ]
    Session.objects.filter(pk__in=ended).delete()
