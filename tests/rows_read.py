"""Which rows are read from the database: those of others should not even be looked at."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.models import Model
from django.db.models.signals import post_init


@contextmanager
def rows_read(model: type[Model]) -> Iterator[set[Any]]:
    """The primary keys of the model’s rows that are read within."""
    keys: set[Any] = set()

    def add(instance: Model, **_: object) -> None:
        if instance.pk is not None:
            keys.add(instance.pk)

    post_init.connect(add, sender=model)
    try:
        yield keys
    finally:
        post_init.disconnect(add, sender=model)
