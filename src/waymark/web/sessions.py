"""Sessions in the database, read only by a key that could be one.

A cookie may hold anything, even a NUL, which PostgreSQL refuses in a query. Every page reads its session, so this is
plain SQL (docs/decisions/0014), and the database's clock decides when a session has expired, as it does for a save.
"""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends import db
from django.db import connection

READ = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > CURRENT_TIMESTAMP"


class SessionStore(db.SessionStore):
    def _validate_session_key(self, key: str | None) -> bool:
        """Django's keys are letters and digits."""
        return key is not None and len(key) >= 8 and key.isascii() and key.isalnum()

    def load(self) -> dict[str, Any]:
        """The session's data; empty, and without a key, if it has expired or does not exist."""
        with connection.cursor() as cursor:
            cursor.execute(READ, [self.session_key])
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return {}
        data: dict[str, Any] = self.decode(row[0])
        return data
