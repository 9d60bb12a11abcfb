"""Starts Django for a command, and says in a sentence what stands in the way."""

import os

from waymark.cli.arguments import NotUnderstood


def start_django() -> None:
    """Reads the settings, or says in their own sentence what is wrong with them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waymark.config.settings")
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured

    try:
        settings.configured or settings.DEBUG  # noqa: B018 - reading one reads them all
    except ImproperlyConfigured as problem:
        raise NotUnderstood(str(problem)) from problem


def open_database() -> None:
    """Sets Django up, and says in a sentence when the database cannot be reached or lacks migrations."""
    start_django()
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()
    from django.db import OperationalError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except OperationalError as problem:
        raise NotUnderstood(unreachable(problem)) from problem
    if missing:
        raise NotUnderstood("The database is not up to date. Run: bin/waymark migrate")


def unreachable(problem: Exception) -> str:
    return f"The database cannot be reached: {' '.join(str(problem).split())}"
