"""How many words? Rule v1, the same on the server and in the browser.

1. The text is normalised (NFC).
2. Soft hyphen, zero-width joiners, word joiner and byte order mark are taken out.
3. The separators are the explicit list below: white space of every kind, and the zero-width space.
4. A word is a run between separators that holds at least one letter or number.

So "well-being", "and/or", "30,000" and a web address are one word each; a dash, an ampersand or a
bullet standing alone is none; a typed "1." is one. Letters and numbers come from a table pinned to
Unicode 15.1, in `static/kit/words-v1.js`, which the browser reads too: a new Python or a new browser
never changes a count. The server's count decides.
"""

from __future__ import annotations

import json
import re
import unicodedata
from bisect import bisect_right
from functools import cache
from pathlib import Path

RULE = "v1"
TABLE = Path(__file__).parent / "static" / "kit" / "words-v1.js"
_SEPARATORS = frozenset(
    [*map(chr, range(0x09, 0x0E)), *map(chr, range(0x1C, 0x21)), "\u0085", "\u00a0", "\u1680"]
    + [*map(chr, range(0x2000, 0x200C)), "\u2028", "\u2029", "\u202f", "\u205f", "\u3000"]
)


def _load_ranges() -> tuple[list[int], list[int]]:
    text = TABLE.read_text(encoding="ascii")
    ranges = json.loads(text[text.index("[") : text.rindex("]") + 1])
    return [first for first, _ in ranges], [last for _, last in ranges]


_FIRSTS, _LASTS = _load_ranges()


def is_letter_or_number(character: str) -> bool:
    """Whether the pinned table lists this one character."""
    place = bisect_right(_FIRSTS, ord(character)) - 1
    return place >= 0 and ord(character) <= _LASTS[place]


class _Classes(dict[str, str]):
    """What a character stands for when words are counted: a letter, a space, or nothing."""

    def __missing__(self, character: str) -> str:
        mapped = " " if character in _SEPARATORS else "a" if is_letter_or_number(character) else ""
        if len(self) < 20_000:
            self[character] = mapped
        return mapped


_CLASS = _Classes()
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_ASCII_DELETED = bytes(code for code in range(128) if _CLASS[chr(code)] == "")
_ASCII_TO = bytes(32 if _CLASS[chr(code)] == " " else code for code in range(128)) + bytes(128)


def count_words(text: str) -> int:
    """The number of words by rule v1. Any string is counted, lone surrogates too."""
    if not text.isascii():
        text = _NOT_ASCII.sub(lambda match: _CLASS[match.group()], composed(text))
    return len(text.encode("ascii").translate(_ASCII_TO, _ASCII_DELETED).split())


def composed(text: str) -> str:
    """The text in NFC, in a time that grows with its length.

    Python puts a stack of combining marks in order by moving each past all before it: a hundred thousand on one
    letter take half a minute. So a long stack is put in that same order first.
    """
    if unicodedata.is_normalized("NFC", text):
        return text
    in_order = _long_stack().sub(
        lambda match: "".join(sorted(match.group(), key=unicodedata.combining)), text
    )
    return unicodedata.normalize("NFC", in_order)


@cache
def _long_stack() -> re.Pattern[str]:
    marks = "".join(
        character for character in map(chr, range(0x300, 0x1F000)) if unicodedata.combining(character)
    )
    return re.compile(f"[{marks}]{{32,}}")


def cut_after(text: str, words: int) -> int:
    """The position in `text` after its first `words` words; its length when it has no more."""
    seen, inside = 0, False
    for place, character in enumerate(text):
        kind = _CLASS[character]
        if kind == " ":
            if inside and seen == words:
                return place
            inside = False
        elif kind == "a" and not inside:
            if seen == words:
                return _start_of_run(text, place)
            seen, inside = seen + 1, True
    return len(text)


def _start_of_run(text: str, place: int) -> int:
    while place > 0 and _CLASS[text[place - 1]] != " ":
        place -= 1
    return place
