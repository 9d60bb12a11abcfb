"""A paragraph while it is read, and the block it becomes by its style, its outline level and its list.

Pure, and without Django: the limited child process imports it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from waymark.journey.sit.word_import.notes import FORMATTING, ImportNote
from waymark.journey.sit.word_import.plain_text import Block, BlockKind, TextRun, join_runs, shifted
from waymark.journey.sit.word_import.styles import BODY_LEVEL, Lists, Styles, is_on

LEVELS = set("012345678")
SHIFTS = {"superscript", "subscript"}


@dataclass
class Paragraph:
    style: str = ""
    in_list: str | None = None
    level: str = ""
    outline: str = ""
    runs_on: bool = False
    """Its end was deleted, so the next paragraph continues it."""
    runs: list[TextRun] = field(default_factory=list)
    bold: bool | None = None
    run_style: str = ""
    shift: str = ""
    """`superscript` or `subscript`."""
    hidden: bool = False

    def set_property(self, name: str, value: str) -> None:
        """Sets one of the paragraph's own properties."""
        if name == "w:pStyle":
            self.style = value
        elif name == "w:numId":
            self.in_list = value
        elif name == "w:ilvl":
            self.level = value
        elif name == "w:outlineLvl":
            self.outline = value

    def start_run(self) -> None:
        self.bold, self.run_style, self.shift, self.hidden = None, "", "", False

    def set_run_property(self, name: str, attributes: Mapping[str, str], notes: Counter[ImportNote]) -> None:
        """Sets one of the properties of the current run."""
        if name == "w:b":
            self.bold = is_on(attributes)
        elif name == "w:rStyle":
            self.run_style = attributes.get("w:val", "")
        elif name == "w:vanish" and is_on(attributes):
            self.hidden = True
            notes[ImportNote.HIDDEN] += 1
        elif name == "w:vertAlign" and attributes.get("w:val") in SHIFTS:
            self.shift = attributes["w:val"]
        elif name in FORMATTING and is_on(attributes):
            notes[ImportNote.FORMATTING] += 1


@dataclass
class BlockBuilder:
    """Makes blocks from paragraphs, in the order of the file."""

    styles: Styles
    lists: Lists
    notes: Counter[ImportNote]

    def run(self, text: str, paragraph: Paragraph) -> TextRun:
        """Text of the current run; non-breaking spaces become spaces."""
        styles = (paragraph.run_style, paragraph.style)
        bold = any(map(self.styles.is_bold, styles)) if paragraph.bold is None else paragraph.bold
        if paragraph.shift and text.strip():
            text = shifted(text, raised=paragraph.shift == "superscript")
        return TextRun(text.replace("\u00a0", " "), bold)

    def block(self, paragraph: Paragraph, runs: Sequence[TextRun]) -> Block | None:
        text = join_runs(runs)
        if not text:
            return None
        has_outline = paragraph.outline not in {"", BODY_LEVEL}
        if has_outline or self.styles.is_heading(paragraph.style):
            return Block(BlockKind.HEADING, on_one_line(join_runs(runs, keeps_bold=False)))
        number = self._number(paragraph)
        if number is None:
            return Block(BlockKind.PARAGRAPH, text)
        if number:
            self.notes[ImportNote.LIST_NUMBERS] += 1
        return Block(BlockKind.NUMBER if number else BlockKind.BULLET, on_one_line(text), number)

    def _number(self, paragraph: Paragraph) -> int | None:
        by_style, level = self.styles.list_of(paragraph.style)
        list_id = by_style if paragraph.in_list is None else paragraph.in_list
        level = paragraph.level or level
        level = level if level in LEVELS else "0"
        if list_id in {"", "0"}:
            return None
        if level != "0":
            self.notes[ImportNote.LIST_LEVELS] += 1
        return self.lists.next_number(list_id, level)


def on_one_line(text: str) -> str:
    return " ".join(text.split("\n"))
