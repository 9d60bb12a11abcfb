"""Programmes are read before the first request, and a database without tables does not stop the server."""

import pytest
from django.db import DatabaseError, connection

from waymark.ground.cohorts import queries
from waymark.ground.programmes.queries import _read
from waymark.serving.programmes import read_programmes


@pytest.fixture
def kept_open(monkeypatch):
    """The tests' own connection stays open; how often all would have been closed."""
    closed = []
    monkeypatch.setattr("django.db.connections.close_all", lambda: closed.append(True))
    return closed


def test_the_programmes_of_cohorts_are_read_before_the_first_request(
    cast, kept_open, django_assert_num_queries
):
    _read.cache_clear()
    read_programmes()
    with django_assert_num_queries(0):
        cast.programme()
    assert kept_open == [True]


def test_only_the_newest_cohorts_programmes_are_read(cast):
    _read.cache_clear()
    queries.read_programmes_of_newest_cohorts(limit=0)
    assert _read.cache_info().currsize == 0


def test_a_database_without_tables_does_not_stop_the_server(monkeypatch, kept_open):
    def fail(**limits):
        raise DatabaseError(connection.vendor)

    monkeypatch.setattr(queries, "read_programmes_of_newest_cohorts", fail)
    read_programmes()
    assert kept_open == [True]
