"""What arrives from a browser becomes a text that can be kept: line ends, and characters no database keeps.

Pure. CRLF and CR become LF (as a textarea itself would); NUL and halves of a surrogate pair become U+FFFD, whose
places are named, and saving goes on. Nothing else is changed: the digest is that of the text kept.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property

from waymark.kit.words import count_words

UNKEPT = re.compile("[\x00\ud800-\udfff]")
LINE_END = re.compile("\r\n?")
STANDS_FOR_ONE = "�"


@dataclass(frozen=True)
class Text:
    """A text as it is kept."""

    text: str

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the text in UTF-8, in hexadecimal."""
        return digest_of(self.text)

    @cached_property
    def words(self) -> int:
        return count_words(self.text)

    @property
    def replaced(self) -> tuple[int, ...]:
        """Places of U+FFFD, in characters (code points) counted from 1."""
        if STANDS_FOR_ONE not in self.text:
            return ()
        return tuple(place for place, text in enumerate(self.text, start=1) if text == STANDS_FOR_ONE)


def receive(text: str) -> Text:
    return Text(UNKEPT.sub(STANDS_FOR_ONE, LINE_END.sub("\n", text)))


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


EMPTY = digest_of("")
