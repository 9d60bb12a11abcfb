"""Programmes are read before the first request, and a database without tables does not stop the server."""

from django.db import DatabaseError, connection

from waymark.ground.cohorts import queries
from waymark.ground.programmes.queries import _read
from waymark.serving.programmes import read_programmes


def test_the_programmes_of_cohorts_are_read_before_the_first_request(cast, django_assert_num_queries):
    _read.cache_clear()
    read_programmes()
    with django_assert_num_queries(0):
        cast.programme()


def test_only_the_newest_cohorts_programmes_are_read(cast):
    _read.cache_clear()
    queries.read_programmes_of_newest_cohorts(limit=0)
    assert _read.cache_info().currsize == 0


def test_a_database_without_tables_does_not_stop_the_server(db, monkeypatch):
    def fail():
        raise DatabaseError

    monkeypatch.setattr(queries, "read_programmes_of_newest_cohorts", fail)
    read_programmes()


def test_no_connection_is_left_open(transactional_db):
    connection.close()
    read_programmes()
    assert connection.connection is None
