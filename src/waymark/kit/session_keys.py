"""What the database keeps of a session's key: a digest, so that a copy of the database signs no one in.

A stored key begins with `~`, which no cookie's key may contain, so that a stored key is not itself a key.
"""

from __future__ import annotations

import hashlib

MARK = "~"
LENGTH = 40
"""Of the column; 39 hexadecimal digits are 156 bits."""


def stored_key(session_key: str) -> str:
    """From a cookie's key: ASCII letters and digits."""
    return MARK + hashlib.sha256(session_key.encode()).hexdigest()[: LENGTH - 1]


def is_stored_key(key: str) -> bool:
    return key.startswith(MARK)
