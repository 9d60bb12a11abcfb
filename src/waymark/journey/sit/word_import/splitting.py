"""Splits the blocks of one file between questions, by headings that name them. Pure.

A heading, or a short line on its own, names question 2 if it starts with “Question 2” or “Q2”, or is the question's own
title, with or without its number. What comes before the first such heading belongs to no question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from waymark.journey.sit.word_import.plain_text import BOLD, Block, BlockKind

QUESTION = re.compile(r"(?:question|q) ?(\d{1,2})(?: .*)?")
NUMBERED = re.compile(r"(?:(\d{1,2}) )?(.+)")
HEADING_KINDS = {BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.NUMBER}
MAX_HEADING = 120
"""Characters a line may have to be taken for a heading."""


@dataclass(frozen=True)
class QuestionSplit:
    before: tuple[Block, ...]
    """What comes before the first heading that names a question."""
    parts: dict[int, tuple[Block, ...]]
    """By the number of the question; without the heading that names it."""


def split_by_questions(blocks: Sequence[Block], *, titles: Sequence[str]) -> QuestionSplit:
    """`titles` are those of the questions, in order. A question named twice gets both parts."""
    parts: dict[int, list[Block]] = {0: []}
    current = 0
    for block in blocks:
        number = find_question_number(block, titles=titles)
        if number:
            current = number
            parts.setdefault(current, [])
        else:
            parts[current].append(block)
    before = tuple(parts.pop(0))
    return QuestionSplit(before, {number: tuple(part) for number, part in sorted(parts.items())})


def find_question_number(block: Block, *, titles: Sequence[str]) -> int:
    """The number of the question that a block names, or 0."""
    if block.kind not in HEADING_KINDS or len(block.text) > MAX_HEADING:
        return 0
    text = _normalised(block.text)
    match = QUESTION.fullmatch(text)
    is_heading = block.kind is BlockKind.HEADING or _is_all_bold(block.text) or len(text.split()) < 3
    if match and is_heading:
        return int(match[1]) if 1 <= int(match[1]) <= len(titles) else 0
    return _number_of_title(text, titles)


def _number_of_title(text: str, titles: Sequence[str]) -> int:
    numbers = {_normalised(title): number for number, title in enumerate(titles, start=1)}
    if text in numbers:
        return numbers[text]
    match = NUMBERED.fullmatch(text)
    if match is None:
        return 0
    number = numbers.get(match[2], 0)
    return number if match[1] is None or int(match[1]) == number else 0


def _is_all_bold(text: str) -> bool:
    return text.startswith(BOLD) and text.endswith(BOLD) and text.count(BOLD) == 2


def _normalised(text: str) -> str:
    """Letters and numbers alone, in lower case, with single spaces."""
    return " ".join(re.sub(r"[\W_]+", " ", text.casefold()).split())
