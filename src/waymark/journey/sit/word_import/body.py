"""Reads the text of a Word file as blocks, and counts everything in it that is not plain text.

| In the file                                | Here                                                    |
|--------------------------------------------|---------------------------------------------------------|
| insertions and moves marked as changes     | accepted                                                |
| deletions marked as changes, hidden text   | left out                                                |
| a table, a text box                        | its rows, its paragraphs                                |
| a picture, an equation, a comment, a note  | left out                                                |
| a field, a link, a content control         | the text it shows                                       |

Pure, and without Django: the limited child process imports it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from waymark.journey.sit.word_import.container import UnreadableFile
from waymark.journey.sit.word_import.notes import COUNTED, LEFT_OUT, ImportNote
from waymark.journey.sit.word_import.package import Parts
from waymark.journey.sit.word_import.paragraphs import BlockBuilder, Paragraph, on_one_line
from waymark.journey.sit.word_import.plain_text import Block, BlockKind, TextRun, join_runs
from waymark.journey.sit.word_import.styles import Lists, Styles, read_lists, read_styles
from waymark.journey.sit.word_import.xml_stream import walk

MAX_CHARACTERS = 1_000_000
CHARACTER_ELEMENTS = {"w:tab": " ", "w:ptab": " ", "w:cr": "\n", "w:noBreakHyphen": "-"}
DRAWINGS = ("w:drawing", "w:pict", "w:object")


class Body:
    """Handles the events of `document.xml`; afterwards `blocks` and `notes` hold its content."""

    def __init__(self, styles: Styles, lists: Lists) -> None:
        self.blocks: list[Block] = []
        self.notes: Counter[ImportNote] = Counter()
        self._builder = BlockBuilder(styles, lists, self.notes)
        self._path: list[str] = []
        self._handled: list[bool] = []
        """Of each element on the path, whether its start was handled, so that its end is too."""
        self._left_out_from = 0
        """The depth of the element that is being left out, or 0."""
        self._targets = [self.blocks]
        self._cells: list[list[str]] = []
        self._paragraphs: list[Paragraph] = []
        self._drawings: list[bool] = []
        self._carried_over: list[TextRun] = []
        self._characters = 0
        self._starts: dict[str, Callable[[Mapping[str, str]], None]] = {
            "w:p": lambda attributes: self._paragraphs.append(Paragraph()),
            "w:r": self._start_run,
            "w:br": self._break,
            "w:tr": lambda attributes: self._cells.append([]),
            "w:tc": lambda attributes: self._targets.append([]),
            "w:tbl": lambda attributes: self.notes.update([ImportNote.TABLES]),
            "w:txbxContent": self._start_text_box,
            "w:hyperlink": self._start_link,
        } | dict.fromkeys(DRAWINGS, lambda attributes: self._drawings.append(False))
        self._ends: dict[str, Callable[[], None]] = {
            "w:p": self._end_paragraph,
            "w:tc": self._end_cell,
            "w:tr": self._end_row,
        } | dict.fromkeys(DRAWINGS, self._end_drawing)

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        parent = self._path[-1] if self._path else ""
        self._path.append(name)
        self._handled.append(False)
        if self._left_out_from:
            return
        if name in {"w:ins", "w:del"} and parent in {"w:rPr", "w:trPr", "w:numPr"}:
            self._handle_changed_end(name, parent)
        elif name in LEFT_OUT:
            self._left_out_from = len(self._path)
            self.notes.update(filter(None, [LEFT_OUT[name]]))
        elif parent in {"w:pPr", "w:numPr"}:
            self._set_paragraph_property(name, attributes)
        elif parent == "w:rPr":
            self._set_run_property(name, attributes)
        else:
            self._handle(name, attributes)

    def end(self, name: str) -> None:
        if len(self._path) == self._left_out_from:
            self._left_out_from = 0
        self._path.pop()
        if self._handled.pop() and name in self._ends:
            self._ends[name]()

    def text(self, text: str) -> None:
        if self._path[-1] == "w:t" and not self._left_out_from:
            self._add(text)

    def finish(self) -> None:
        """Adds what is left of a last paragraph whose end was deleted."""
        if text := join_runs(self._carried_over):
            self.blocks.append(Block(BlockKind.PARAGRAPH, text))

    def _handle(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in self._starts:
            self._handled[-1] = True
            self._starts[name](attributes)
        elif name in CHARACTER_ELEMENTS and self._path[-2] == "w:r":
            self._add(CHARACTER_ELEMENTS[name])
        elif name in COUNTED:
            self.notes[COUNTED[name]] += 1
        elif name in {"w:ins", "w:moveTo"}:
            self.notes[ImportNote.INSERTIONS] += 1

    def _handle_changed_end(self, name: str, parent: str) -> None:
        """A tracked change of a paragraph's end, or of a row, not of text."""
        in_paragraph = parent == "w:rPr" and self._path[-3:-2] == ["w:pPr"]
        if name == "w:del" and in_paragraph and self._paragraphs:
            self._paragraphs[-1].runs_on = True

    def _set_paragraph_property(self, name: str, attributes: Mapping[str, str]) -> None:
        if self._paragraphs:
            self._paragraphs[-1].set_property(name, attributes.get("w:val", ""))

    def _set_run_property(self, name: str, attributes: Mapping[str, str]) -> None:
        if self._paragraphs and self._path[-3:-2] == ["w:r"]:
            self._paragraphs[-1].set_run_property(name, attributes, self.notes)

    def _start_run(self, attributes: Mapping[str, str]) -> None:
        if self._paragraphs:
            self._paragraphs[-1].start_run()

    def _end_drawing(self) -> None:
        if not self._drawings.pop():
            self.notes[ImportNote.PICTURES] += 1

    def _break(self, _attributes: Mapping[str, str]) -> None:
        """A new page or column ends a line too: without it the words on both sides would be one."""
        self._add("\n")

    def _start_link(self, attributes: Mapping[str, str]) -> None:
        if "r:id" in attributes:
            self.notes[ImportNote.LINKS] += 1

    def _start_text_box(self, attributes: Mapping[str, str]) -> None:
        self.notes[ImportNote.TEXT_BOXES] += 1
        self._drawings = [True for _ in self._drawings]

    def _add(self, text: str) -> None:
        if not self._paragraphs or self._paragraphs[-1].hidden:
            return
        self._characters += len(text)
        if self._characters > MAX_CHARACTERS:
            raise UnreadableFile("too_long")
        paragraph = self._paragraphs[-1]
        paragraph.runs.append(self._builder.run(text, paragraph))

    def _end_paragraph(self) -> None:
        paragraph = self._paragraphs.pop()
        runs, self._carried_over = self._carried_over, []
        runs.extend(paragraph.runs)
        if paragraph.runs_on:
            self._carried_over = runs
        elif block := self._builder.block(paragraph, runs):
            self._targets[-1].append(block)

    def _end_cell(self) -> None:
        inside = self._targets.pop()
        if self._cells:
            self._cells[-1].append(" ".join(on_one_line(block.text) for block in inside))

    def _end_row(self) -> None:
        cells = self._cells.pop()
        if any(cells):
            self._targets[-1].append(Block(BlockKind.ROW, " | ".join(cells).strip()))


def read_body(parts: Parts) -> Body:
    """Raises UnreadableFile."""
    body = Body(read_styles(parts.styles), read_lists(parts.numbering))
    walk(parts.document, start=body.start, end=body.end, text=body.text)
    body.finish()
    return body
