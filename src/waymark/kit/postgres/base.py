"""A kept connection is looked at before each request, and asked only if there is reason to.

Django asks `SELECT 1` on each kept connection at the start of each request. An autosave has two statements, so that
question is a third of its way to the database. A server that has stopped, crashed or cut the connection leaves the
connection's socket readable, which costs nothing to see; a network that is silent is found by the keepalives of the
settings in four seconds, and leaves it readable too. Only then, or after an error, Django's own question is asked.
"""

from __future__ import annotations

import select
from typing import Any

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    def is_usable(self) -> bool:
        if self.errors_occurred or self.connection is None or has_news(self.connection):
            usable: bool = super().is_usable()
            return usable
        return True


def has_news(connection: Any) -> bool:
    """Whether a connection is closed, or its socket has something to read though nothing was asked."""
    if connection.closed:
        return True
    poll = select.poll()
    poll.register(connection.fileno(), select.POLLIN | select.POLLPRI | select.POLLRDHUP)
    return bool(poll.poll(0))
