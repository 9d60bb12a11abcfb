"""A connection that the server has ended is not used for the next request; one that is well is not asked."""

from __future__ import annotations

import socket
from typing import Any

import pytest
from django.db import connection, connections

from waymark.kit.postgres.base import DatabaseWrapper, has_news


class KeptConnection:
    def __init__(self, end: socket.socket) -> None:
        self.end, self.closed = end, False

    def fileno(self) -> int:
        return self.end.fileno()


def test_connection_has_news_when_the_other_side_closes_it() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        kept = KeptConnection(ours)
        assert not has_news(kept)
        theirs.close()
        assert has_news(kept)


def test_closed_connection_has_news() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        kept = KeptConnection(ours)
        kept.closed = True
        assert has_news(kept)


def test_kept_connection_without_news_is_usable_and_not_asked() -> None:
    ours, theirs = socket.socketpair()
    wrapper = DatabaseWrapper({**connection.settings_dict})
    with ours, theirs:
        wrapper.connection = KeptConnection(ours)  # it has no cursor, so a question would raise an error
        assert wrapper.is_usable()


@pytest.fixture
def kept_connection() -> Any:
    if connection.vendor != "postgresql":
        yield None
        return
    kept = connections.create_connection("default")
    kept.health_check_enabled = True
    kept.ensure_connection()
    yield kept
    kept.close()


@pytest.mark.django_db
def test_next_request_gets_another_connection_when_the_server_has_ended_this_one(
    kept_connection: Any,
) -> None:
    if kept_connection is None:
        return  # on SQLite there is no server that could end it
    backend = kept_connection.connection.info.backend_pid
    assert kept_connection.is_usable()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 2000)", [backend])
    kept_connection.health_check_done = False
    with kept_connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        assert cursor.fetchone() != (backend,)


@pytest.mark.django_db
def test_healthy_connection_is_not_asked_and_one_with_an_error_is(kept_connection: Any) -> None:
    if kept_connection is None:
        return
    kept_connection.connection.execute("SET statement_timeout = '1s'")
    assert kept_connection.is_usable()
    kept_connection.errors_occurred = True
    assert kept_connection.is_usable()
    kept_connection.connection.close()
    assert not kept_connection.is_usable()
