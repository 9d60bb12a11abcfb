"""The plain SQL that reads a session equals Django's own backend (docs/decisions/0014), and no row signs anyone in."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.contrib.sessions.backends.db import SessionStore as DjangoSessionStore
from django.contrib.sessions.models import Session
from django.test import Client

from tests.cast import Cast
from waymark.journey.sit.tests.makers import make_sitting
from waymark.journey.sit.writing import answer_context
from waymark.kit.session_keys import stored_key
from waymark.web.sessions import SessionStore


@pytest.mark.parametrize("expires_in", [timedelta(hours=1), timedelta(seconds=-1)])
def test_session_equals_that_of_django(db: None, expires_in: timedelta) -> None:
    store = SessionStore()
    store["role"], store["person"] = "lead", 7
    store.set_expiry(expires_in)
    store.save()
    key = store.session_key
    assert key
    assert SessionStore(key).load() == DjangoSessionStore(stored_key(key)).load()


def test_unknown_session_is_empty(db: None) -> None:
    assert SessionStore("a" * 32).load() == DjangoSessionStore("a" * 32).load() == {}


def test_a_copy_of_the_sessions_table_does_not_let_anyone_sign_in(cast: Cast) -> None:
    browser = cast.browser("grace")
    cookie = browser.cookies["waymark"].value
    row = Session.objects.get()
    assert cookie not in row.session_key
    for stolen in (row.session_key, row.session_key.removeprefix("~")):
        thief = Client()
        thief.cookies["waymark"] = stolen
        assert thief.get("/audit-log/").status_code == 302
    assert browser.get("/audit-log/").status_code == 200


def test_sign_out_deletes_the_row(cast: Cast) -> None:
    browser = cast.browser("grace")
    browser.post("/accounts/logout/")
    assert not Session.objects.exists()


def test_sessions_of_an_earlier_version_stay_valid(cast: Cast) -> None:
    browser = cast.browser("grace")
    cookie = browser.cookies["waymark"].value
    Session.objects.update(session_key=cookie)
    assert browser.get("/audit-log/").status_code == 302
    migration: Any = import_module("waymark.web.migrations.0002_sessions_by_digest")
    for _ in range(2):
        migration.replace_keys(apps, None)
    again = Client()
    again.cookies["waymark"] = cookie
    assert again.get("/audit-log/").status_code == 200


def test_a_changed_secret_key_with_a_fallback_ends_no_session(cast: Cast, settings: Any) -> None:
    sitting = make_sitting(cast)
    lead, writer = cast.browser("grace"), cast.browser("amina")
    find = {"code": sitting.code, "question_id": "q1", "session_key": writer.cookies["waymark"].value}
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another secret " * 4
    answer_context._secrets_of.cache_clear()
    assert lead.get("/audit-log/").status_code == 200
    assert answer_context.find_answer_context(**find).answer
    settings.SECRET_KEY_FALLBACKS = []
    answer_context._secrets_of.cache_clear()
    answer_context._said_by.cache_clear()
    assert lead.get("/audit-log/").status_code == 302
    assert not answer_context.find_answer_context(**find).signed_in
    answer_context._secrets_of.cache_clear()
