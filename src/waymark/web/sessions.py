"""Where sessions are kept: in rows, and asked for only by a key that could be one.

A cookie may hold anything, a NUL too, which PostgreSQL takes in no question. Every page asks, so it asks in plain SQL,
and the database's clock says when a session is over, as it does for a save.
"""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends import db
from django.db import connection

READ = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > CURRENT_TIMESTAMP"


class SessionStore(db.SessionStore):
    def _validate_session_key(self, key: str | None) -> bool:
        """Django gives keys of small letters and digits."""
        return key is not None and len(key) >= 8 and key.isascii() and key.isalnum()

    def load(self) -> dict[str, Any]:
        """What the session holds; nothing, and no key any more, when it is over or never was."""
        with connection.cursor() as cursor:
            cursor.execute(READ, [self.session_key])
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return {}
        held: dict[str, Any] = self.decode(row[0])
        return held
