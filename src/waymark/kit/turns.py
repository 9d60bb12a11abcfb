"""One at a time: two requests that write about the same thing wait for each other."""

from __future__ import annotations

from django.db import models


def hold[Row: models.Model](row: Row) -> Row:
    """The row read again and held until the transaction ends. On SQLite a transaction has its turn anyway.

    Rows that merely point to it (a line of the ledger to its provider) do not wait for it.
    """
    return type(row)._default_manager.select_for_update(no_key=True).get(pk=row.pk)
