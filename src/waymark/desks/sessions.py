"""Where sessions are kept: in rows, and asked for only by a key that could be one.

A cookie may hold anything, a NUL too, which PostgreSQL takes in no question.
"""

from __future__ import annotations

from django.contrib.sessions.backends import db


class SessionStore(db.SessionStore):
    def _validate_session_key(self, key: str | None) -> bool:
        """Django gives keys of small letters and digits."""
        return key is not None and len(key) >= 8 and key.isascii() and key.isalnum()
