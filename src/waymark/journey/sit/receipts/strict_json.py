"""Reads JSON from strangers strictly: whatever a careful program would never write is refused, with a sentence.

Pure. It refuses encodings other than UTF-8, parts nested too deep, a member named twice, numbers that are not whole or
have more than twelve digits, and the two kinds of character that no text can hold.
"""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

MAX_DIGITS = 12
STRING_OR_BRACKET = re.compile(r'"(?:[^"\\]|\\.)*+"?|[\[\]{}]', re.DOTALL)
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class InvalidJson(ValueError):
    """The bytes are not strict JSON. The message is a sentence that says why."""


def read(data: bytes, *, max_depth: int) -> Any:
    """The value in the bytes. `max_depth` is how many objects and lists may be nested."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise InvalidJson(f"It isn’t UTF-8 text (byte {problem.start + 1}).") from problem
    if _depth(text, stop_at=max_depth + 1) > max_depth:
        raise InvalidJson("Its parts are nested too deeply.")
    try:
        value = json.loads(
            text,
            object_pairs_hook=_unique_members,
            parse_int=_whole_number,
            parse_float=_refuse_number,
            parse_constant=_refuse_number,
        )
    except json.JSONDecodeError as problem:
        raise InvalidJson(f"It isn’t JSON (line {problem.lineno}, column {problem.colno}).") from problem
    _refuse_unstorable(value)
    return value


def _depth(text: str, *, stop_at: int) -> int:
    """How deep brackets are nested outside strings. Counting stops at `stop_at`."""
    depth = deepest = 0
    for match in STRING_OR_BRACKET.finditer(text):
        if match[0] in "[{":
            depth += 1
            deepest = max(deepest, depth)
            if deepest >= stop_at:
                break
        elif match[0] in "]}":
            depth -= 1
    return deepest


def _unique_members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise InvalidJson("It names the same part twice.")
    return members


def _whole_number(digits: str) -> int:
    if len(digits.removeprefix("-")) > MAX_DIGITS:
        _refuse_number(digits)
    return int(digits)


def _refuse_number(digits: str) -> NoReturn:
    raise InvalidJson(f"It has a number that isn’t whole or has more than {MAX_DIGITS} digits.")


def _refuse_unstorable(value: Any) -> None:
    if isinstance(value, str):
        if UNSTORABLE.search(value):
            raise InvalidJson("It has a character that no text can hold: NUL, or half of a surrogate pair.")
    elif isinstance(value, dict):
        for name, member in value.items():
            _refuse_unstorable(name)
            _refuse_unstorable(member)
    elif isinstance(value, list):
        for item in value:
            _refuse_unstorable(item)
