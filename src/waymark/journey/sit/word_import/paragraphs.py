"""A paragraph as it is heard, and the block that it becomes by its style, its level and its list.

Pure, and without Django: the limited child imports it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from waymark.journey.sit.word_import.notes import LOOKS, Note
from waymark.journey.sit.word_import.plain import Block, Kind, Piece, lines_of
from waymark.journey.sit.word_import.styles import BODY_LEVEL, Lists, Styles, is_on

LEVELS = set("012345678")


@dataclass
class Paragraph:
    style: str = ""
    in_list: str | None = None
    level: str = ""
    outline: str = ""
    runs_on: bool = False
    """Its end was deleted, so the next paragraph goes on in it."""
    pieces: list[Piece] = field(default_factory=list)
    bold: bool | None = None
    run_style: str = ""
    hidden: bool = False

    def say(self, name: str, value: str) -> None:
        """One of its own properties."""
        if name == "w:pStyle":
            self.style = value
        elif name == "w:numId":
            self.in_list = value
        elif name == "w:ilvl":
            self.level = value
        elif name == "w:outlineLvl":
            self.outline = value

    def start_run(self) -> None:
        self.bold, self.run_style, self.hidden = None, "", False

    def say_of_run(self, name: str, said: Mapping[str, str], notes: Counter[Note]) -> None:
        """One of the properties of the run that is heard now."""
        if name == "w:b":
            self.bold = is_on(said)
        elif name == "w:rStyle":
            self.run_style = said.get("w:val", "")
        elif name == "w:vanish" and is_on(said):
            self.hidden = True
            notes[Note.HIDDEN] += 1
        elif name in LOOKS and is_on(said):
            notes[Note.LOOKS] += 1


@dataclass
class Setter:
    """Makes blocks of paragraphs, in the order of the file."""

    styles: Styles
    lists: Lists
    notes: Counter[Note]

    def piece(self, text: str, paragraph: Paragraph) -> Piece:
        """A stretch of the run that is heard now; hard spaces become spaces."""
        styles = (paragraph.run_style, paragraph.style)
        bold = any(map(self.styles.is_bold, styles)) if paragraph.bold is None else paragraph.bold
        return Piece(text.replace("\u00a0", " "), bold)

    def block(self, paragraph: Paragraph, pieces: Sequence[Piece]) -> Block | None:
        text = lines_of(pieces)
        if not text:
            return None
        own = paragraph.outline not in {"", BODY_LEVEL}
        if own or self.styles.is_heading(paragraph.style):
            return Block(Kind.HEADING, one_line(lines_of(pieces, keeps_bold=False)))
        number = self._number(paragraph)
        if number is None:
            return Block(Kind.PARAGRAPH, text)
        if number:
            self.notes[Note.NUMBERS] += 1
        return Block(Kind.NUMBER if number else Kind.BULLET, one_line(text), number)

    def _number(self, paragraph: Paragraph) -> int | None:
        by_style, level = self.styles.list_of(paragraph.style)
        of_list = by_style if paragraph.in_list is None else paragraph.in_list
        level = paragraph.level or level
        level = level if level in LEVELS else "0"
        if of_list in {"", "0"}:
            return None
        if level != "0":
            self.notes[Note.LEVELS] += 1
        return self.lists.next_number(of_list, level)


def one_line(text: str) -> str:
    return " ".join(text.split("\n"))
