"""The public keys that check receipts: the one that signs now, and retired ones.

Pure. Receipts of a retired key stay valid. It cannot have signed anything after its last day, so a receipt with a
later instant is refused. An instant before its first day is accepted: what is collected or decided afterwards
carries the instant at which it arrived.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from waymark.journey.sit.receipts import strict_json
from waymark.journey.sit.receipts.payload import ALGORITHM, key_id

PUBLIC_KEY = re.compile("[0-9a-f]{64}")
MAX_KEYS = 1000


class InvalidKeyList(ValueError):
    """The data is not a list of keys. The message is a sentence that says why."""


@dataclass(frozen=True)
class ReceiptKey:
    public: bytes
    """32 bytes."""
    since: date | None = None
    until: date | None = None
    """The last day, in UTC, on which it signed; None while it signs."""
    demonstration: bool = False
    """Whether its private half is public, so that its signatures prove nothing."""

    @property
    def id(self) -> str:
        return key_id(self.public)

    def may_have_signed(self, at: datetime) -> bool:
        return self.until is None or at.astimezone(UTC).date() <= self.until


def find_key(keys: Iterable[ReceiptKey], *, id: str) -> ReceiptKey | None:
    return next((key for key in keys if key.id == id), None)


def key_list(keys: Sequence[ReceiptKey]) -> dict[str, Any]:
    """The list as `/sit/keys.json` publishes it and `read_key_list` reads it."""
    return {"keys": [_key_members(key) for key in keys]}


def _key_members(key: ReceiptKey) -> dict[str, Any]:
    return {
        "id": key.id,
        "algorithm": ALGORITHM,
        "public_key": key.public.hex(),
        "from": key.since.isoformat() if key.since else None,
        "until": key.until.isoformat() if key.until else None,
        "demonstration": key.demonstration,
    }


def read_key_list(data: bytes) -> list[ReceiptKey]:
    """The keys of a published list. Raises `InvalidKeyList` if it is malformed or an id is not that of its key."""
    try:
        content = strict_json.read(data, max_depth=3)
    except strict_json.InvalidJson as problem:
        raise InvalidKeyList(str(problem)) from problem
    keys = content.get("keys") if isinstance(content, dict) else None
    if not isinstance(keys, list) or len(keys) > MAX_KEYS:
        raise InvalidKeyList("It has no list named “keys”.")
    return [_read_key(members) for members in keys]


def _read_key(members: Any) -> ReceiptKey:
    public = members.get("public_key") if isinstance(members, dict) else None
    if not (
        isinstance(public, str) and PUBLIC_KEY.fullmatch(public) and members.get("algorithm") == ALGORITHM
    ):
        raise InvalidKeyList("One of its keys is not an Ed25519 key of 64 lower-case hexadecimal digits.")
    key = ReceiptKey(
        public=bytes.fromhex(public),
        since=_read_day(members.get("from")),
        until=_read_day(members.get("until")),
        demonstration=members.get("demonstration") is True,
    )
    if members.get("id") != key.id:
        raise InvalidKeyList(f"The key whose ID should be {key.id} has a different ID.")
    return key


def _read_day(value: Any) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError) as problem:
        raise InvalidKeyList("One of its dates is not written like 2026-10-19.") from problem
