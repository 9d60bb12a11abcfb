"""Sessions in the database, stored by a digest of their key and read only by a key that could be one.

A cookie may hold anything, even a NUL, which PostgreSQL refuses in a query. Every page reads its session, so this is
plain SQL (docs/decisions/0014), and the database's clock decides when a session has expired, as it does for a save.
"""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import connection

from waymark.kit.session_keys import stored_key

READ = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > CURRENT_TIMESTAMP"


class SessionStore(db.SessionStore):
    def _validate_session_key(self, key: str | None) -> bool:
        """Django's keys are letters and digits."""
        return key is not None and len(key) >= 8 and key.isascii() and key.isalnum()

    def load(self) -> dict[str, Any]:
        """The session's data; empty, and without a key, if it has expired or does not exist."""
        with connection.cursor() as cursor:
            cursor.execute(READ, [stored_key(self.session_key or "")])
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return {}
        data: dict[str, Any] = self.decode(row[0])
        return data

    def exists(self, session_key: str) -> bool:
        return super().exists(stored_key(session_key))

    def create_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        row = super().create_model_instance(data)
        row.session_key = stored_key(row.session_key)
        return row

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key is not None:
            super().delete(stored_key(key))
