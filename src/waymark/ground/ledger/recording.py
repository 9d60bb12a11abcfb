"""Recording entries in the audit log, inside the transaction of the action itself."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from itertools import batched
from typing import Any

from django.db import connection, models

INSERT = "INSERT INTO ledger_entry (verb, about_kind, about_id, provider_id, by_id, at, facts) VALUES "
PLACES = "(%s, %s, %s, %s, %s, %s, %s{as_json})"
AT_ONCE = 500
"""Entries in one statement."""


def record(
    verb: str,
    *,
    about: models.Model,
    provider_id: int,
    by: models.Model | None,
    at: datetime,
    facts: dict[str, Any] | None = None,
) -> None:
    """Add an entry. `verb` is `room.done`; `facts` are short and hold no free text of a participant."""
    record_many(verb, about=(about,), provider_id=provider_id, by=by, at=at, facts=facts)


def record_many(
    verb: str,
    *,
    about: Iterable[models.Model],
    provider_id: int,
    by: models.Model | None,
    at: datetime,
    facts: dict[str, Any] | None = None,
) -> None:
    """Add an entry about each of these rows, all with the same facts, in one statement for 500 of them.

    Every action records one, so this is plain SQL (docs/decisions/0014): a tenth of what the ORM costs.
    """
    as_json = "::jsonb" if connection.vendor == "postgresql" else ""
    places = PLACES.format(as_json=as_json)
    rest = (
        provider_id,
        by.pk if by else None,
        connection.ops.adapt_datetimefield_value(at),
        json.dumps(facts or {}),
    )
    for rows in batched(about, AT_ONCE):
        values = [value for row in rows for value in (verb, row._meta.label, row.pk, *rest)]
        with connection.cursor() as cursor:
            cursor.execute(INSERT + ", ".join([places] * len(rows)), values)
