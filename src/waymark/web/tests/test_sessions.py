"""The plain SQL that reads a session equals Django's own backend (docs/decisions/0014)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore as DjangoSessionStore

from waymark.web.sessions import SessionStore


@pytest.mark.parametrize("expires_in", [timedelta(hours=1), timedelta(seconds=-1)])
def test_session_equals_that_of_django(db: None, expires_in: timedelta) -> None:
    store = SessionStore()
    store["role"], store["person"] = "lead", 7
    store.set_expiry(expires_in)
    store.save()
    key = store.session_key
    assert SessionStore(key).load() == DjangoSessionStore(key).load()


def test_unknown_session_is_empty(db: None) -> None:
    assert SessionStore("a" * 32).load() == DjangoSessionStore("a" * 32).load() == {}
