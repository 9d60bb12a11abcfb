"""Two texts beside one another, by words: what both have, and what only one has. Pure, and bounded in its time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

MOST = 4_000_000
"""How many pairs of words are compared; what differs beyond that is shown whole."""
PART = re.compile(r"\S+\s*|\s+")


@dataclass(frozen=True)
class Part:
    """`kind`: `same`, `removed` (only the first text has it), or `added` (only the second)."""

    kind: str
    text: str


def compare(before: str, after: str) -> list[Part]:
    """The second text as changes of the first, in order."""
    parts = [one for one in _parts(PART.findall(before), PART.findall(after)) if one.text]
    return [
        Part(kind, "".join(one.text for one in run)) for kind, run in groupby(parts, key=lambda one: one.kind)
    ]


def _parts(a: list[str], b: list[str]) -> Iterator[Part]:
    start = _alike(a, b)
    end = _alike(a[start:][::-1], b[start:][::-1])
    yield Part("same", "".join(a[:start]))
    yield from _between(a[start : len(a) - end], b[start : len(b) - end])
    yield Part("same", "".join(a[len(a) - end :]))


def _alike(a: list[str], b: list[str]) -> int:
    """How many words both begin with."""
    return next(
        (place for place, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b))
    )


def _between(a: list[str], b: list[str]) -> Iterator[Part]:
    if len(a) * len(b) > MOST:
        yield Part("removed", "".join(a))
        yield Part("added", "".join(b))
        return
    for tag, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Part("same", "".join(a[i:j]))
        else:
            yield Part("removed", "".join(a[i:j]))
            yield Part("added", "".join(b[k:m]))
