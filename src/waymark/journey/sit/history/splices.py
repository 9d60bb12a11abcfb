"""How one text became the next, in as few bytes as will do: the history of an answer is a chain of these.

A splice says where the texts begin to differ, how many characters went, and what came. What came is deflated (RFC
1951) with the old text around the place as dictionary, because two distant edits between two saves make one splice
with everything that lies between them, which the dictionary says again for nearly nothing. Now and then a text is
kept whole, so that no chain grows long. Pure. Places and lengths are in characters (code points).
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass

WHOLE_EVERY = 100
"""Every so many revisions a text is kept whole; the first one is."""
AROUND = 8_000
"""Characters of the old text on each side of the place that serve as dictionary; deflate looks back 32 kB."""


@dataclass(frozen=True)
class Splice:
    """`added` are deflated bytes; a whole text replaces everything and needs no old text."""

    place: int
    removed: int
    added: bytes
    is_whole: bool


def is_whole_at(rev: int) -> bool:
    return rev % WHOLE_EVERY == 1


def splice(old: str, new: str, *, rev: int) -> Splice:
    """The step that makes `new`, revision `rev`, out of `old`."""
    if is_whole_at(rev):
        return whole(new)
    place = _alike(old, new)
    after = _alike_at_end(old[place:], new[place:])
    added = new[place : len(new) - after]
    return Splice(place, len(old) - after - place, _deflate(added, _dictionary(old, place)), False)


def whole(text: str) -> Splice:
    return Splice(0, 0, _deflate(text, b""), True)


def apply(step: Splice, old: str) -> str:
    """The text after the step; ValueError if the bytes are not what a splice of `old` can be."""
    dictionary = b"" if step.is_whole else _dictionary(old, step.place)
    try:
        added = _inflate(bytes(step.added), dictionary)
    except (zlib.error, UnicodeDecodeError) as problem:
        raise ValueError("These bytes are not the next step of this text.") from problem
    if step.is_whole:
        return added
    return old[: step.place] + added + old[step.place + step.removed :]


def _alike(first: str, second: str) -> int:
    """How many characters both begin with, by halves: comparing slices is the fastest there is."""
    most = min(len(first), len(second))
    if first[:most] == second[:most]:
        return most
    low = 0
    while most - low > 1:
        middle = (low + most) // 2
        if first[low:middle] == second[low:middle]:
            low = middle
        else:
            most = middle
    return low


def _alike_at_end(first: str, second: str) -> int:
    most, low = min(len(first), len(second)), 0
    if most == 0 or first[-most:] == second[-most:]:
        return most
    while most - low > 1:
        middle = (low + most) // 2
        if first[-middle : len(first) - low] == second[-middle : len(second) - low]:
            low = middle
        else:
            most = middle
    return low


def _dictionary(old: str, place: int) -> bytes:
    return old[max(0, place - AROUND) : place + AROUND].encode()


def _deflate(text: str, dictionary: bytes) -> bytes:
    if not text:
        return b""
    packer = zlib.compressobj(6, zlib.DEFLATED, -15, 8, zlib.Z_DEFAULT_STRATEGY, dictionary)
    return packer.compress(text.encode()) + packer.flush()


def _inflate(data: bytes, dictionary: bytes) -> str:
    if not data:
        return ""
    unpacker = zlib.decompressobj(-15, dictionary)
    return (unpacker.decompress(data) + unpacker.flush()).decode()
