"""Row locks: two requests that write about the same row wait for each other."""

from __future__ import annotations

from django.db import models


def lock_row[Row: models.Model](row: Row) -> Row:
    """Read the row again and lock it until the transaction ends. SQLite locks the whole database anyway.

    Inserting a row that refers to it (an audit entry of a provider) doesn't wait for this lock.
    """
    return type(row)._default_manager.select_for_update(no_key=True).get(pk=row.pk)
