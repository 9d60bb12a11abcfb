"""Keys that check receipts: the one that signs now, and those that signed before.

Pure. A retired key's receipts stay valid. Nothing it signed can be younger than the last day on which it signed, so a
receipt that says a later instant is refused. An earlier instant than its first day is not: what is collected or
decided afterwards carries the instant at which it had arrived.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from waymark.journey.sit.receipts import strict_json
from waymark.journey.sit.receipts.receipt_bytes import ALGORITHM, key_id

PUBLIC = re.compile("[0-9a-f]{64}")
MOST_KEYS = 1000


class NotKeys(ValueError):
    """This is no list of keys; the message is the sentence that says why."""


@dataclass(frozen=True)
class Key:
    public: bytes
    """32 bytes."""
    since: date | None = None
    until: date | None = None
    """The last day, in UTC, on which it signed; None while it signs."""
    demonstration: bool = False
    """Whether everyone has its private half, so that it proves nothing."""

    @property
    def id(self) -> str:
        return key_id(self.public)

    def may_have_signed(self, at: datetime) -> bool:
        return self.until is None or at.astimezone(UTC).date() <= self.until


def find_key(keys: Iterable[Key], *, id: str) -> Key | None:
    return next((key for key in keys if key.id == id), None)


def published(keys: Sequence[Key]) -> dict[str, Any]:
    """The list as the page of keys gives it, and as `read_keys` reads it."""
    return {"keys": [_published(key) for key in keys]}


def _published(key: Key) -> dict[str, Any]:
    return {
        "id": key.id,
        "algorithm": ALGORITHM,
        "public_key": key.public.hex(),
        "from": key.since.isoformat() if key.since else None,
        "until": key.until.isoformat() if key.until else None,
        "demonstration": key.demonstration,
    }


def read_keys(data: bytes) -> list[Key]:
    """The keys of a published list; `NotKeys` if it is none, or if one id is not that of its key."""
    try:
        said = strict_json.read(data, deepest=3)
    except strict_json.NotRead as problem:
        raise NotKeys(str(problem)) from problem
    listed = said.get("keys") if isinstance(said, dict) else None
    if not isinstance(listed, list) or len(listed) > MOST_KEYS:
        raise NotKeys("It has no list named keys.")
    return [_read(one) for one in listed]


def _read(said: Any) -> Key:
    public = said.get("public_key") if isinstance(said, dict) else None
    if not (isinstance(public, str) and PUBLIC.fullmatch(public) and said.get("algorithm") == ALGORITHM):
        raise NotKeys("One of its keys is not an Ed25519 key of 64 small hexadecimal digits.")
    key = Key(
        public=bytes.fromhex(public),
        since=_day(said.get("from")),
        until=_day(said.get("until")),
        demonstration=said.get("demonstration") is True,
    )
    if said.get("id") != key.id:
        raise NotKeys(f"The key whose id should be {key.id} has another.")
    return key


def _day(said: Any) -> date | None:
    if said is None:
        return None
    try:
        return date.fromisoformat(said)
    except (TypeError, ValueError) as problem:
        raise NotKeys("One of its days is not written as 2026-10-19.") from problem
