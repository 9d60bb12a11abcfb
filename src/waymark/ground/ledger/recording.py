"""Recording an entry in the audit log, inside the transaction of the action itself."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.db import connection, models

INSERT = """INSERT INTO ledger_entry (verb, about_kind, about_id, provider_id, by_id, at, facts)
 VALUES (%s, %s, %s, %s, %s, %s, %s{as_json})"""


def record(
    verb: str,
    *,
    about: models.Model,
    provider_id: int,
    by: models.Model | None,
    at: datetime,
    facts: dict[str, Any] | None = None,
) -> None:
    """Add an entry. `verb` is `room.done`; `facts` are short and hold no free text of a participant.

    Every action records one, so this is plain SQL (docs/decisions/0014): a tenth of what the ORM costs.
    """
    as_json = "::jsonb" if connection.vendor == "postgresql" else ""
    moment = connection.ops.adapt_datetimefield_value(at)
    values = (
        verb,
        about._meta.label,
        about.pk,
        provider_id,
        by.pk if by else None,
        moment,
        json.dumps(facts or {}),
    )
    with connection.cursor() as cursor:
        cursor.execute(INSERT.format(as_json=as_json), values)
