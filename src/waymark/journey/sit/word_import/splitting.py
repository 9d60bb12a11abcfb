"""Shares the blocks of one file out onto questions, by headings that name them. Pure.

A heading, or a short line that stands alone, names question 2 when it says “Question 2” or “Q2” (whatever follows), or
the question's own title, with or without its number. What stands before the first such heading belongs to none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from waymark.journey.sit.word_import.plain import BOLD, Block, Kind

NAMED = re.compile(r"(?:question|q) ?(\d{1,2})(?: .*)?")
NUMBERED = re.compile(r"(?:(\d{1,2}) )?(.+)")
SHORT = 120
"""Characters that a line may have to be taken for a heading."""


@dataclass(frozen=True)
class Shares:
    before: tuple[Block, ...]
    """What stands before the first heading that names a question."""
    parts: dict[int, tuple[Block, ...]]
    """By the number of the question; the heading that names it is not among them."""


def share_out(blocks: Sequence[Block], *, titles: Sequence[str]) -> Shares:
    """`titles` of the questions in order. A question named twice gets both parts."""
    parts: dict[int, list[Block]] = {0: []}
    now = 0
    for block in blocks:
        named = question_named(block, titles=titles)
        if named:
            now = named
            parts.setdefault(now, [])
        else:
            parts[now].append(block)
    before = tuple(parts.pop(0))
    return Shares(before, {number: tuple(part) for number, part in sorted(parts.items())})


def question_named(block: Block, *, titles: Sequence[str]) -> int:
    """The number of the question that a block names, or 0."""
    if block.kind not in {Kind.HEADING, Kind.PARAGRAPH, Kind.NUMBER} or len(block.text) > SHORT:
        return 0
    said = _plainly(block.text)
    named = NAMED.fullmatch(said)
    if named and (block.kind is Kind.HEADING or _is_all_bold(block.text) or len(said.split()) < 3):
        return int(named[1]) if 1 <= int(named[1]) <= len(titles) else 0
    known = {_plainly(title): number for number, title in enumerate(titles, start=1)}
    own = NUMBERED.fullmatch(said)
    found = known.get(said) or (known.get(own[2], 0) if own else 0)
    right = own is None or own[1] is None or said in known or int(own[1]) == found
    return found if right else 0


def _is_all_bold(text: str) -> bool:
    return text.startswith(BOLD) and text.endswith(BOLD) and text.count(BOLD) == 2


def _plainly(text: str) -> str:
    """Letters and numbers alone, in small letters, with single spaces."""
    return " ".join(re.sub(r"[\W_]+", " ", text.casefold()).split())
