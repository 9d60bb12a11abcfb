"""Blocks of a Word file, and the desk's plain text that they become.

| Block               | Plain text                                             |
|---------------------|--------------------------------------------------------|
| a paragraph         | its lines, with an empty line before the next block    |
| a heading           | `## ` before it, whatever its level                    |
| an item of a list   | `- ` or `1. ` before it, items on lines that follow    |
| a row of a table    | its cells with ` | ` between, rows on lines that follow |
| bold                | `**` around it                                         |

Pure, and without Django: the limited child imports it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

BOLD = "**"


class Kind(StrEnum):
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    BULLET = "bullet"
    NUMBER = "number"
    ROW = "row"


IN_A_ROW = {frozenset({Kind.BULLET, Kind.NUMBER}), frozenset({Kind.BULLET}), frozenset({Kind.NUMBER})}
IN_A_ROW |= {frozenset({Kind.ROW})}
"""Kinds that stand on lines that follow one another, with no empty line between."""


@dataclass(frozen=True)
class Block:
    kind: Kind
    text: str
    """In plain text, without its mark."""
    number: int = 0
    """Of an item of a numbered list."""

    @property
    def line(self) -> str:
        marks = {Kind.HEADING: "## ", Kind.BULLET: "- ", Kind.NUMBER: f"{self.number}. "}
        return marks.get(self.kind, "") + self.text


@dataclass(frozen=True)
class Piece:
    """A stretch of text that looks alike."""

    text: str
    bold: bool = False


def as_text(blocks: Sequence[Block]) -> str:
    """The whole as plain text, with no empty line at either end."""
    parts: list[str] = []
    for place, block in enumerate(blocks):
        if place:
            together = frozenset({blocks[place - 1].kind, block.kind}) in IN_A_ROW
            parts.append("\n" if together else "\n\n")
        parts.append(block.line)
    return "".join(parts)


def lines_of(pieces: Iterable[Piece], *, keeps_bold: bool = True) -> str:
    """The text of a paragraph; bold never reaches over a line end, nor over the spaces at its own ends."""
    said = [Piece(one.text, one.bold and keeps_bold) for one in _joined(pieces)]
    text = "".join("\n".join(map(_bold, one.text.split("\n"))) if one.bold else one.text for one in said)
    return "\n".join(line.strip() for line in text.split("\n")).strip()


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Neighbours that look alike as one; white space looks like what stands before it."""
    texts: list[tuple[list[str], bool]] = []
    for piece in pieces:
        if texts and (texts[-1][1] == piece.bold or not piece.text.strip()):
            texts[-1][0].append(piece.text)
        elif piece.text:
            texts.append(([piece.text], piece.bold))
    return [Piece("".join(parts), bold) for parts, bold in texts]


def _bold(line: str) -> str:
    core = line.strip()
    if not core:
        return line
    start = line.index(core)
    return f"{line[:start]}{BOLD}{core}{BOLD}{line[start + len(core) :]}"
