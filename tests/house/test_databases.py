"""What is promised of each database holds in the very one that the tests run on."""

import os

import pytest
from django.db import connection


def ask(question: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]


@pytest.mark.django_db
def test_the_tests_run_on_the_database_they_say() -> None:
    named = {"sqlite": "sqlite", "postgres": "postgresql"}
    assert connection.vendor == named[os.environ.get("WAYMARK_DATABASE", "sqlite")]


@pytest.mark.django_db(transaction=True)
def test_what_is_acknowledged_is_on_the_disk() -> None:
    if connection.vendor == "sqlite":
        assert ask("PRAGMA journal_mode") == "wal"
        assert ask("PRAGMA synchronous") == 2
        assert ask("PRAGMA foreign_keys") == 1
    else:
        assert ask("SHOW default_transaction_isolation") == "read committed"
        # A test server may forget; no setting of ours makes a real one do so.
        assert "synchronous_commit" not in str(connection.settings_dict["OPTIONS"])


@pytest.mark.django_db
def test_a_connection_is_used_as_it_should() -> None:
    if connection.vendor == "sqlite":
        assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    else:
        assert connection.settings_dict["CONN_MAX_AGE"] is None


@pytest.mark.django_db
def test_a_plain_moment_in_the_database_is_utc() -> None:
    if connection.vendor == "postgresql":
        assert ask("SHOW timezone") == "UTC"
