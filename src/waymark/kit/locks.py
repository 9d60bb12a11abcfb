"""Row locks: two requests that write about the same row wait for each other."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models


def lock_row[Row: models.Model](row: Row) -> Row:
    """Read the row again and lock it until the transaction ends. SQLite locks the whole database anyway.

    Inserting a row that refers to it (an audit entry of a provider) doesn't wait for this lock.
    """
    return type(row)._default_manager.select_for_update(no_key=True).get(pk=row.pk)


def lock_rows[Row: models.Model](rows: Iterable[Row]) -> list[Row]:
    """As `lock_row` for many rows of one kind, in the order of their ids, so that no two wait for each other."""
    model, ids = None, []
    for row in rows:
        model = type(row)
        ids.append(row.pk)
    if model is None:
        return []
    locked = model._default_manager.select_for_update(no_key=True).filter(pk__in=ids)
    return list(locked.order_by("pk"))
