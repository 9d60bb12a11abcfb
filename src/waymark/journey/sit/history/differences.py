"""Two texts beside one another, by words: what both have, and what only one has. Pure, and bounded in its time.

Texts can be written for which finding what they share takes minutes: a word that stands everywhere, between words that
stand once. So the search has so many steps to spend, and what it did not come to is shown whole.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate, groupby

MOST = 2_000_000
"""Pairs of like words that one comparison looks at, a quarter of a second; what is left then is shown whole."""
PART = re.compile(r"\S+\s*|\s+")


@dataclass(frozen=True)
class Part:
    """`kind`: `same`, `removed` (only the first text has it), or `added` (only the second)."""

    kind: str
    text: str


def compare(before: str, after: str, *, most: int = MOST) -> list[Part]:
    """The second text as changes of the first, in order. `most`: steps it may take, for one of many comparisons."""
    parts = [part for part in _parts(PART.findall(before), PART.findall(after), most) if part.text]
    return [
        Part(kind, "".join(part.text for part in run))
        for kind, run in groupby(parts, key=lambda part: part.kind)
    ]


def _parts(a: list[str], b: list[str], most: int) -> Iterator[Part]:
    start = _alike(a, b)
    end = _alike(a[start:][::-1], b[start:][::-1])
    yield Part("same", "".join(a[:start]))
    yield from _between(a[start : len(a) - end], b[start : len(b) - end], most)
    yield Part("same", "".join(a[len(a) - end :]))


def _alike(a: list[str], b: list[str]) -> int:
    """How many words both begin with."""
    return next(
        (place for place, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b))
    )


def _between(a: list[str], b: list[str], most: int) -> Iterator[Part]:
    i = j = 0
    for k, m, size in [*_shared(a, b, most), (len(a), len(b), 0)]:
        yield Part("removed", "".join(a[i:k]))
        yield Part("added", "".join(b[j:m]))
        yield Part("same", "".join(a[k : k + size]))
        i, j = k + size, m + size


def _shared(a: list[str], b: list[str], most: int) -> list[tuple[int, int, int]]:
    """Where each has a stretch that both share, and how long it is; the longest are looked for first."""
    matcher, often = SequenceMatcher(None, a, b, autojunk=False), Counter(b)
    costs = list(accumulate((often[word] + 1 for word in a), initial=0))
    waiting = deque([(0, len(a), 0, len(b))])
    stretches: list[tuple[int, int, int]] = []
    while waiting:
        start, end, other_start, other_end = waiting.popleft()
        cost = costs[end] - costs[start]
        if start == end or other_start == other_end or cost > most:
            continue
        most -= cost
        i, j, size = matcher.find_longest_match(start, end, other_start, other_end)
        if size:
            stretches.append((i, j, size))
            waiting.append((start, i, other_start, j))
            waiting.append((i + size, end, j + size, other_end))
    return sorted(stretches)
