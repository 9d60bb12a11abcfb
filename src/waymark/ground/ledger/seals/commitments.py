"""The bytes that seals are made of.

| Value      | SHA-256 of                                                                                 |
|------------|--------------------------------------------------------------------------------------------|
| commitment | salt, digest of the shape, id, the values of the columns that never change, as JSON         |
| state      | the same with the columns that may change once, and the word "state"                        |
| head       | previous head, provider, number, and for each row in order: shape, id, commitment, state    |
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

FIRST_HEAD = "0" * 64


def shape_digest(table: str, columns: Sequence[str], state_columns: Sequence[str]) -> str:
    return hashlib.sha256(json.dumps([table, list(columns), list(state_columns)]).encode()).hexdigest()


def commitment_of(salt: bytes, shape: str, row_id: int, values: Sequence[Any], *, part: str = "") -> bytes:
    """`shape` is its digest; `part` tells the state from the rest."""
    content = _encode([shape, part, row_id, *values])
    return hashlib.sha256(salt + content.encode()).digest()


def head_of(
    previous: str, provider_id: int, number: int, seals: Iterable[tuple[str, int, bytes, bytes]]
) -> str:
    """`seals`: digest of the shape, row id, commitment and state, in the order of the batch."""
    head = hashlib.sha256(f"{previous}|{provider_id}|{number}".encode())
    for shape, row_id, commitment, state in seals:
        head.update(f"|{shape}|{row_id}|".encode() + commitment + state)
    return head.hexdigest()


def _plain(value: Any) -> str:
    """What JSON does not have, always in the same spelling."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    if isinstance(value, date | time | Decimal):
        return str(value)
    raise TypeError(f"A {type(value).__name__} cannot be sealed.")


_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":"), default=_plain).encode
