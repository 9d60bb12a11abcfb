"""The blocks of a Word file, and the plain text they become as an answer.

| Block               | Plain text                                             |
|---------------------|--------------------------------------------------------|
| a paragraph         | its lines, with an empty line before the next block    |
| a heading           | `## ` before it, whatever its level                    |
| an item of a list   | `- ` or `1. ` before it, items on lines that follow    |
| a row of a table    | its cells with ` | ` between, rows on lines that follow |
| bold                | `**` around it                                         |
| raised, lowered     | ⁶ and ₂ for figures, `^(…)` and `_(…)` where a figure is among other signs; letters stay |

Pure, and without Django: the limited child process imports it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

BOLD = "**"
RAISED = str.maketrans("0123456789+-−=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾")
LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")


class BlockKind(StrEnum):
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    BULLET = "bullet"
    NUMBER = "number"
    ROW = "row"


LIST_ITEMS = {BlockKind.BULLET, BlockKind.NUMBER}


@dataclass(frozen=True)
class Block:
    kind: BlockKind
    text: str
    """Plain text, without the mark of its kind."""
    number: int = 0
    """The number of an item in a numbered list."""

    @property
    def line(self) -> str:
        marks = {BlockKind.HEADING: "## ", BlockKind.BULLET: "- ", BlockKind.NUMBER: f"{self.number}. "}
        return marks.get(self.kind, "") + self.text


@dataclass(frozen=True)
class TextRun:
    """Text with the same formatting."""

    text: str
    bold: bool = False


def shifted(text: str, *, raised: bool) -> str:
    """Raised or lowered text: 10 with a raised 6 is not 106. Letters alone, as in 1st, lose nothing."""
    core = text.strip()
    table = RAISED if raised else LOWERED
    if not any(sign.isdigit() for sign in core) and core.strip("+-−=()"):
        return text
    if all(ord(sign) in table for sign in core):
        return text.translate(table)
    return text.replace(core, f"{'^' if raised else '_'}({core})")


def to_plain_text(blocks: Sequence[Block]) -> str:
    """The blocks as plain text, with no empty line at either end."""
    parts: list[str] = []
    for index, block in enumerate(blocks):
        if index:
            parts.append("\n" if _are_consecutive(blocks[index - 1], block) else "\n\n")
        parts.append(block.line)
    return "".join(parts)


def _are_consecutive(first: Block, second: Block) -> bool:
    """Whether two blocks are on consecutive lines, with no empty line between: list items, or table rows."""
    kinds = {first.kind, second.kind}
    return kinds <= LIST_ITEMS or kinds == {BlockKind.ROW}


def join_runs(runs: Iterable[TextRun], *, keeps_bold: bool = True) -> str:
    """The text of a paragraph. Bold never spans a line end, nor the spaces at its own ends."""
    text = "".join(_bold_lines(run.text) if run.bold and keeps_bold else run.text for run in _merged(runs))
    return "\n".join(line.strip() for line in text.split("\n")).strip()


def _merged(runs: Iterable[TextRun]) -> list[TextRun]:
    """Neighbours with the same formatting as one run; white space takes the formatting before it."""
    texts: list[tuple[list[str], bool]] = []
    for run in runs:
        if texts and (texts[-1][1] == run.bold or not run.text.strip()):
            texts[-1][0].append(run.text)
        elif run.text:
            texts.append(([run.text], run.bold))
    return [TextRun("".join(parts), bold) for parts, bold in texts]


def _bold_lines(text: str) -> str:
    return "\n".join(map(_bold, text.split("\n")))


def _bold(line: str) -> str:
    core = line.strip()
    if not core:
        return line
    start = line.index(core)
    return f"{line[:start]}{BOLD}{core}{BOLD}{line[start + len(core) :]}"
