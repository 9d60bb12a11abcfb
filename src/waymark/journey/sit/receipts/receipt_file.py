"""A receipt's file, `receipt.json`: written, read with suspicion, and checked against a list of keys.

Pure. The signature is asked before the signed text is read, so that nothing a stranger made up is looked into.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest
from typing import Any

from waymark.journey.sit.receipts import strict_json
from waymark.journey.sit.receipts.receipt_bytes import (
    ALGORITHM,
    NotAReceipt,
    Told,
    answers_signed,
    is_valid,
    what_was_signed,
)
from waymark.journey.sit.receipts.receipt_keys import Key, find_key

TEXTS = ("payload", "signature", "key_id")


class WhyNot(StrEnum):
    UNKNOWN_KEY = "unknown_key"
    CHANGED = "changed"
    AFTER_ITS_KEY = "after_its_key"


SAYS = {
    WhyNot.UNKNOWN_KEY: "It names a key that is not one of those it was checked against.",
    WhyNot.CHANGED: "Its signature does not belong to what it says: one of the two was changed.",
    WhyNot.AFTER_ITS_KEY: "It says an instant at which its key no longer signed.",
}


@dataclass(frozen=True)
class Signed:
    payload: str
    signature: str
    key_id: str


@dataclass(frozen=True)
class Verdict:
    """Either what a valid receipt tells anyone, or why it is not valid; never both."""

    told: Told | None = None
    why_not: WhyNot | None = None


def body_of(*, code: str, signed: Signed, public: bytes | None) -> dict[str, str]:
    """What `receipt.json` says. The code only helps to find the receipt again: it is not signed."""
    key = {"public_key": public.hex()} if public else {}
    return {
        "receipt": code,
        "algorithm": ALGORITHM,
        "key_id": signed.key_id,
        **key,
        "payload": signed.payload,
        "signature": signed.signature,
    }


def read_receipt(data: bytes) -> Signed:
    """The signed parts of a file; `NotAReceipt` if it has none."""
    try:
        said = strict_json.read(data, deepest=1)
    except strict_json.NotRead as problem:
        raise NotAReceipt(f"This file is not a receipt. {problem}") from problem
    if not isinstance(said, dict) or said.get("algorithm") != ALGORITHM or not _has_texts(said):
        raise NotAReceipt("This file is not a receipt: it lacks the text, the signature or the key's id.")
    return Signed(payload=said["payload"], signature=said["signature"], key_id=said["key_id"])


def _has_texts(said: Mapping[str, Any]) -> bool:
    return all(isinstance(said.get(name), str) for name in TEXTS)


def check(signed: Signed, *, keys: Sequence[Key]) -> Verdict:
    """Whether one of the keys signed it. `NotAReceipt` if a key signed something that is no receipt."""
    key = find_key(keys, id=signed.key_id)
    if key is None:
        return Verdict(why_not=WhyNot.UNKNOWN_KEY)
    if not is_valid(payload=signed.payload, signature=signed.signature, public=key.public):
        return Verdict(why_not=WhyNot.CHANGED)
    told = what_was_signed(signed.payload)
    return Verdict(told) if key.may_have_signed(told.at) else Verdict(why_not=WhyNot.AFTER_ITS_KEY)


def answers_text(signed: Signed) -> str:
    """The file `answers.txt`: each answer under its question's id, in the order in which they were signed."""
    answers = answers_signed(signed.payload)
    return "\n".join(f"--- {question} ---\n\n{text}\n" for question, text in answers.items())


def first_other_line(given: str, *, signed: Signed) -> int | None:
    """The first line in which a text differs from `answers.txt`, counted from 1; None if it is the same.

    Line ends may have become CRLF or CR on the way, and line ends at the very end may be missing.
    """
    lines = zip_longest(_lines(answers_text(signed)), _lines(given), fillvalue="")
    return next((place for place, (ours, theirs) in enumerate(lines, start=1) if ours != theirs), None)


def _lines(text: str) -> list[str]:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
