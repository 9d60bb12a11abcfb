"""JSON from strangers, read strictly: whatever a careful writer would never write is refused, with a sentence.

Pure. Refused are: other encodings than UTF-8, parts nested deeper than asked, a member named twice, a number that is
not whole or has more than twelve digits, and the two kinds of character that no text can hold.
"""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

MOST_DIGITS = 12
STRING_OR_BRACKET = re.compile(r'"(?:[^"\\]|\\.)*+"?|[\[\]{}]', re.DOTALL)
UNKEPT = re.compile("[\x00\ud800-\udfff]")


class NotRead(ValueError):
    """The bytes are not such JSON; the message is the sentence that says why."""


def read(data: bytes, *, deepest: int) -> Any:
    """What the bytes say. `deepest` is how many objects and lists may lie within one another."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise NotRead(f"It is not UTF-8 (byte {problem.start + 1}).") from problem
    if _depth(text, stop_at=deepest + 1) > deepest:
        raise NotRead("It has parts within parts, deeper than any that is written here.")
    try:
        said = json.loads(
            text,
            object_pairs_hook=_once,
            parse_int=_whole,
            parse_float=_refuse_number,
            parse_constant=_refuse_number,
        )
    except json.JSONDecodeError as problem:
        raise NotRead(f"It is not JSON (line {problem.lineno}, column {problem.colno}).") from problem
    _refuse_unkept(said)
    return said


def _depth(text: str, *, stop_at: int) -> int:
    """How deep brackets lie within one another, outside strings; counting ends at `stop_at`."""
    deep = most = 0
    for found in STRING_OR_BRACKET.finditer(text):
        if found[0] in "[{":
            deep += 1
            most = max(most, deep)
            if most >= stop_at:
                break
        elif found[0] in "]}":
            deep -= 1
    return most


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    said = dict(pairs)
    if len(said) != len(pairs):
        raise NotRead("It names one member twice.")
    return said


def _whole(digits: str) -> int:
    if len(digits.removeprefix("-")) > MOST_DIGITS:
        _refuse_number(digits)
    return int(digits)


def _refuse_number(said: str) -> NoReturn:
    raise NotRead(f"It has a number that is not whole, or has more than {MOST_DIGITS} digits.")


def _refuse_unkept(said: Any) -> None:
    if isinstance(said, str):
        if UNKEPT.search(said):
            raise NotRead("It has a character that no text holds: NUL, or half of a surrogate pair.")
    elif isinstance(said, dict):
        for name, value in said.items():
            _refuse_unkept(name)
            _refuse_unkept(value)
    elif isinstance(said, list):
        for value in said:
            _refuse_unkept(value)
