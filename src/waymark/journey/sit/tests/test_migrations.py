"""Texts that were kept whole before revisions became steps are read back after the migration."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager, nullcontext

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.guards import guards_off
from waymark.journey.sit.history import chain
from waymark.journey.sit.tests.makers import context_of, make_sitting
from waymark.kit.guards.installing import put_on, take_off_for_migrations

BEFORE, AFTER = [("sit", "0001_the_first_rows")], [("sit", "0003_revisions_without_texts")]
SAID = ["", "First.", "First.\nSecond: é 🙂"]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_old_revisions_become_whole_steps(cast):
    answer_id = context_of(make_sitting(cast)).answer_id
    with _without_guards(), _every_migration_afterwards():
        old = _to(BEFORE).get_model("sit", "Revision")
        for rev, text in enumerate(SAID, start=1):
            digest = hashlib.sha256(text.encode()).hexdigest()
            old.objects.create(
                answer_id=answer_id,
                rev=rev,
                base=rev - 1,
                text=text,
                digest=digest,
                client="old1",
                at=cast.at,
            )
        _to(AFTER)
    assert list(chain.texts_of(answer_id=answer_id)) == list(enumerate(SAID, start=1))


def _without_guards():
    """The tables had none at that time. On SQLite they go before migrations run in any case."""
    return guards_off() if connection.vendor == "postgresql" else nullcontext()


@contextmanager
def _every_migration_afterwards():
    try:
        yield
    finally:
        everything = MigrationExecutor(connection)
        everything.migrate(everything.loader.graph.leaf_nodes())
        put_on(using="default")


def _to(targets):
    executor = MigrationExecutor(connection)
    take_off_for_migrations(using="default", plan=executor.migration_plan(targets))
    executor.migrate(targets)
    return MigrationExecutor(connection).loader.project_state(targets).apps
