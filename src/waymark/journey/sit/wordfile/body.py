"""The text of a Word file as blocks, and a count of everything in it that is no plain text.

| In the file                                | Here                                                    |
|--------------------------------------------|---------------------------------------------------------|
| insertions and moves marked as changes     | taken in                                                |
| deletions marked as changes, hidden text   | left out                                                |
| a table, a text box                        | its rows, its paragraphs                                |
| a picture, an equation, a comment, a note  | left out                                                |
| a field, a link, a content control         | the text that it shows                                  |

Pure, and without Django: the limited child imports it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from waymark.journey.sit.wordfile.container import CannotRead
from waymark.journey.sit.wordfile.markup import walk
from waymark.journey.sit.wordfile.package import Parts
from waymark.journey.sit.wordfile.plain import Block, Kind, Piece, lines_of
from waymark.journey.sit.wordfile.styles import Lists, Styles, is_on, read_lists, read_styles

CHARACTERS = 1_000_000


class Note(StrEnum):
    """What was met that is no plain text."""

    PICTURES = "pictures"
    TABLES = "tables"
    TEXT_BOXES = "text_boxes"
    COMMENTS = "comments"
    FOOTNOTES = "footnotes"
    HEADERS = "headers"
    EQUATIONS = "equations"
    SYMBOLS = "symbols"
    LINKS = "links"
    INSERTIONS = "insertions"
    DELETIONS = "deletions"
    HIDDEN = "hidden"
    LOOKS = "looks"
    LEVELS = "levels"
    NUMBERS = "numbers"
    DOCUMENTS = "documents"


MET = {
    "w:commentReference": Note.COMMENTS,
    "w:footnoteReference": Note.FOOTNOTES,
    "w:endnoteReference": Note.FOOTNOTES,
    "w:headerReference": Note.HEADERS,
    "w:footerReference": Note.HEADERS,
    "w:sym": Note.SYMBOLS,
    "w:altChunk": Note.DOCUMENTS,
    "w:subDoc": Note.DOCUMENTS,
}
LEFT_OUT = {
    "w:del": Note.DELETIONS,
    "w:moveFrom": Note.DELETIONS,
    "m:oMath": Note.EQUATIONS,
    "mc:Fallback": None,
    "w:rt": None,
    "w:pPrChange": None,
    "w:rPrChange": None,
    "w:sectPrChange": None,
    "w:numberingChange": None,
}
SIGNS = {"w:tab": " ", "w:ptab": " ", "w:cr": "\n", "w:noBreakHyphen": "-"}
DRAWN = {"w:drawing", "w:pict", "w:object"}
LEVELS = set("012345678")
LOOKS = {"w:i", "w:u", "w:strike", "w:dstrike", "w:vertAlign"}


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


class Body:
    """Hears the events of `document.xml`; afterwards `blocks` and `notes` hold what it said."""

    def __init__(self, styles: Styles, lists: Lists) -> None:
        self.styles, self.lists = styles, lists
        self.blocks: list[Block] = []
        self.notes: Counter[Note] = Counter()
        self._path: list[str] = []
        self._heard: list[bool] = []
        """Of each element on the path, whether its beginning was acted on, so that its end is too."""
        self._left_out_from = 0
        self._sinks = [self.blocks]
        self._cells: list[list[str]] = []
        self._paragraphs: list[Paragraph] = []
        self._drawings: list[bool] = []
        self._carried: list[Piece] = []
        self._characters = 0
        self._starts: dict[str, Callable[[Mapping[str, str]], None]] = {
            "w:p": lambda said: self._paragraphs.append(Paragraph()),
            "w:r": self._start_run,
            "w:br": self._break,
            "w:tr": lambda said: self._cells.append([]),
            "w:tc": lambda said: self._sinks.append([]),
            "w:tbl": lambda said: self.notes.update([Note.TABLES]),
            "w:txbxContent": self._start_text_box,
            "w:hyperlink": lambda said: self.notes.update([Note.LINKS] if "r:id" in said else []),
        } | dict.fromkeys(DRAWN, lambda said: self._drawings.append(False))
        self._ends: dict[str, Callable[[], None]] = {
            "w:p": self._end_paragraph,
            "w:tc": self._end_cell,
            "w:tr": self._end_row,
        } | dict.fromkeys(DRAWN, self._end_drawing)

    def start(self, name: str, said: Mapping[str, str]) -> None:
        within = self._path[-1] if self._path else ""
        self._path.append(name)
        self._heard.append(False)
        if self._left_out_from:
            return
        if name in {"w:ins", "w:del"} and within in {"w:rPr", "w:trPr", "w:numPr"}:
            self._end_was_changed(name, within)
        elif name in LEFT_OUT:
            self._left_out_from = len(self._path)
            self.notes.update(filter(None, [LEFT_OUT[name]]))
        elif within in {"w:pPr", "w:numPr"}:
            self._say_of_paragraph(name, said)
        elif within == "w:rPr":
            self._say_of_run(name, said)
        else:
            self._met(name, said)

    def end(self, name: str) -> None:
        if len(self._path) == self._left_out_from:
            self._left_out_from = 0
        self._path.pop()
        if self._heard.pop() and name in self._ends:
            self._ends[name]()

    def text(self, said: str) -> None:
        if self._path[-1] == "w:t" and not self._left_out_from:
            self._add(said)

    def finish(self) -> None:
        """What the last paragraph, whose end was deleted, still holds."""
        if text := lines_of(self._carried):
            self.blocks.append(Block(Kind.PARAGRAPH, text))

    def _met(self, name: str, said: Mapping[str, str]) -> None:
        if name in self._starts:
            self._heard[-1] = True
            self._starts[name](said)
        elif name in SIGNS and self._path[-2] == "w:r":
            self._add(SIGNS[name])
        elif name in MET:
            self.notes[MET[name]] += 1
        elif name in {"w:ins", "w:moveTo"}:
            self.notes[Note.INSERTIONS] += 1

    def _end_was_changed(self, name: str, within: str) -> None:
        """A mark on the end of a paragraph, or on a row, not on text."""
        in_paragraph = within == "w:rPr" and len(self._path) > 2 and self._path[-3] == "w:pPr"
        if name == "w:del" and in_paragraph and self._paragraphs:
            self._paragraphs[-1].runs_on = True

    def _say_of_paragraph(self, name: str, said: Mapping[str, str]) -> None:
        if not self._paragraphs:
            return
        paragraph, value = self._paragraphs[-1], said.get("w:val", "")
        if name == "w:pStyle":
            paragraph.style = value
        elif name == "w:numId":
            paragraph.in_list = value
        elif name == "w:ilvl":
            paragraph.level = value
        elif name == "w:outlineLvl":
            paragraph.outline = value

    def _say_of_run(self, name: str, said: Mapping[str, str]) -> None:
        if not self._paragraphs or len(self._path) < 3 or self._path[-3] != "w:r":
            return
        paragraph = self._paragraphs[-1]
        if name == "w:b":
            paragraph.bold = is_on(said)
        elif name == "w:rStyle":
            paragraph.run_style = said.get("w:val", "")
        elif name == "w:vanish" and is_on(said):
            paragraph.hidden = True
            self.notes[Note.HIDDEN] += 1
        elif name in LOOKS and is_on(said):
            self.notes[Note.LOOKS] += 1

    def _start_run(self, said: Mapping[str, str]) -> None:
        if self._paragraphs:
            paragraph = self._paragraphs[-1]
            paragraph.bold, paragraph.run_style, paragraph.hidden = None, "", False

    def _end_drawing(self) -> None:
        if not self._drawings.pop():
            self.notes[Note.PICTURES] += 1

    def _break(self, said: Mapping[str, str]) -> None:
        if said.get("w:type", "textWrapping") == "textWrapping":
            self._add("\n")

    def _start_text_box(self, said: Mapping[str, str]) -> None:
        self.notes[Note.TEXT_BOXES] += 1
        self._drawings = [True for _ in self._drawings]

    def _add(self, text: str) -> None:
        if not self._paragraphs or self._paragraphs[-1].hidden:
            return
        self._characters += len(text)
        if self._characters > CHARACTERS:
            raise CannotRead("too_long")
        paragraph = self._paragraphs[-1]
        bold = self.styles.is_bold(paragraph.run_style) if paragraph.bold is None else paragraph.bold
        paragraph.pieces.append(Piece(text.replace("\u00a0", " "), bold))

    def _end_paragraph(self) -> None:
        paragraph = self._paragraphs.pop()
        pieces, self._carried = self._carried, []
        pieces.extend(paragraph.pieces)
        if paragraph.runs_on:
            self._carried = pieces
        elif block := self._block(paragraph, pieces):
            self._sinks[-1].append(block)

    def _block(self, paragraph: Paragraph, pieces: list[Piece]) -> Block | None:
        text = lines_of(pieces)
        if not text:
            return None
        own = paragraph.outline not in {"", "9"}
        if own or self.styles.is_heading(paragraph.style):
            return Block(Kind.HEADING, _one_line(lines_of(pieces, keeps_bold=False)))
        number = self._number(paragraph)
        if number is None:
            return Block(Kind.PARAGRAPH, text)
        if number:
            self.notes[Note.NUMBERS] += 1
        return Block(Kind.NUMBER if number else Kind.BULLET, _one_line(text), number)

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

    def _end_cell(self) -> None:
        inside = self._sinks.pop()
        if self._cells:
            self._cells[-1].append(" ".join(_one_line(block.text) for block in inside))

    def _end_row(self) -> None:
        cells = self._cells.pop()
        if any(cells):
            self._sinks[-1].append(Block(Kind.ROW, " | ".join(cells).strip()))


def _one_line(text: str) -> str:
    return " ".join(text.split("\n"))


def read_body(parts: Parts) -> Body:
    """Raises CannotRead."""
    body = Body(read_styles(parts.styles), read_lists(parts.numbering))
    walk(parts.document, start=body.start, end=body.end, text=body.text)
    body.finish()
    return body
