"""One sentence that a person can see, and the shapes in which sentences are found."""

from __future__ import annotations

import re
from dataclasses import dataclass

HOLE = re.compile(r"\{[^{}]*\}")
"""What is filled in later: `{name}`."""
CHOICE = re.compile(r"\[([^\[\]]*\|[^\[\]]*)\]")
"""One of several: `[item|items]`."""
WORD = re.compile(r"[^\W\d_]{2,}")
SPACE = re.compile(r"\s+")


@dataclass(frozen=True, kw_only=True)
class Text:
    """`place` is a file and a line below the checkout; `audience` is who can come to see it, roles by name."""

    room: str
    place: str
    audience: str
    text: str


def tidy(text: str) -> str:
    """One line, single spaces."""
    return SPACE.sub(" ", text).strip()


def has_words(text: str) -> bool:
    """Whether anything is left to read when what is filled in later is taken out."""
    return bool(WORD.search(HOLE.sub(" ", text)))
