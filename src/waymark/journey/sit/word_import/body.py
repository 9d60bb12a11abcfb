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

from waymark.journey.sit.word_import.container import CannotRead
from waymark.journey.sit.word_import.markup import walk
from waymark.journey.sit.word_import.notes import LEFT_OUT, MET, Note
from waymark.journey.sit.word_import.package import Parts
from waymark.journey.sit.word_import.paragraphs import Paragraph, Setter, one_line
from waymark.journey.sit.word_import.plain import Block, Kind, Piece, lines_of
from waymark.journey.sit.word_import.styles import Lists, Styles, read_lists, read_styles

CHARACTERS = 1_000_000
SIGNS = {"w:tab": " ", "w:ptab": " ", "w:cr": "\n", "w:noBreakHyphen": "-"}
DRAWN = ("w:drawing", "w:pict", "w:object")


class Body:
    """Hears the events of `document.xml`; afterwards `blocks` and `notes` hold what it said."""

    def __init__(self, styles: Styles, lists: Lists) -> None:
        self.blocks: list[Block] = []
        self.notes: Counter[Note] = Counter()
        self._setter = Setter(styles, lists, self.notes)
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
        in_paragraph = within == "w:rPr" and self._path[-3:-2] == ["w:pPr"]
        if name == "w:del" and in_paragraph and self._paragraphs:
            self._paragraphs[-1].runs_on = True

    def _say_of_paragraph(self, name: str, said: Mapping[str, str]) -> None:
        if self._paragraphs:
            self._paragraphs[-1].say(name, said.get("w:val", ""))

    def _say_of_run(self, name: str, said: Mapping[str, str]) -> None:
        if self._paragraphs and self._path[-3:-2] == ["w:r"]:
            self._paragraphs[-1].say_of_run(name, said, self.notes)

    def _start_run(self, said: Mapping[str, str]) -> None:
        if self._paragraphs:
            self._paragraphs[-1].start_run()

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
        paragraph.pieces.append(self._setter.piece(text, paragraph))

    def _end_paragraph(self) -> None:
        paragraph = self._paragraphs.pop()
        pieces, self._carried = self._carried, []
        pieces.extend(paragraph.pieces)
        if paragraph.runs_on:
            self._carried = pieces
        elif block := self._setter.block(paragraph, pieces):
            self._sinks[-1].append(block)

    def _end_cell(self) -> None:
        inside = self._sinks.pop()
        if self._cells:
            self._cells[-1].append(" ".join(one_line(block.text) for block in inside))

    def _end_row(self) -> None:
        cells = self._cells.pop()
        if any(cells):
            self._sinks[-1].append(Block(Kind.ROW, " | ".join(cells).strip()))


def read_body(parts: Parts) -> Body:
    """Raises CannotRead."""
    body = Body(read_styles(parts.styles), read_lists(parts.numbering))
    walk(parts.document, start=body.start, end=body.end, text=body.text)
    body.finish()
    return body
