"""The case study as a Word file: headings, paragraphs, lists and tables, in a large plain typeface if it is needed.

The case is Markdown of ours; what it holds goes in as text, never as markup. Pure: text in, bytes out.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from typing import Any

import docx
import mistune
from docx.document import Document
from docx.shared import Pt

NORMAL, LARGE = 11, 18
"""Points. Large print is 18 points, as the UK Association for Accessible Formats recommends."""
_parse = mistune.create_markdown(renderer=None, plugins=["table"])


def case_as_word(text: str, *, title: str, large: bool = False) -> bytes:
    """A `.docx` with the case study under its title."""
    document = docx.Document()
    document.core_properties.title = title
    document.core_properties.author = ""
    document.core_properties.comments = ""
    normal = document.styles["Normal"].font
    normal.name, normal.size = "Arial", Pt(LARGE if large else NORMAL)
    document.add_heading(title, level=1)
    tokens: Any = _parse(text)
    for token in tokens:
        _add(document, token)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _add(document: Document, token: Mapping[str, Any]) -> None:
    match token["type"]:
        case "heading":
            document.add_heading(_text(token), level=min(token["attrs"]["level"], 4))
        case "list":
            style = "List Number" if token["attrs"].get("ordered") else "List Bullet"
            for item in token["children"]:
                document.add_paragraph(_text(item), style=style)
        case "table":
            _add_table(document, token)
        case "block_quote":
            document.add_paragraph(_text(token), style="Quote")
        case "blank_line" | "thematic_break":
            return
        case _:
            _add_paragraph(document, token)


def _add_paragraph(document: Document, token: Mapping[str, Any]) -> None:
    paragraph = document.add_paragraph()
    for part in token.get("children", ()):
        run = paragraph.add_run(_text(part))
        run.bold, run.italic = part["type"] == "strong", part["type"] == "emphasis"


def _add_table(document: Document, token: Mapping[str, Any]) -> None:
    rows = [list(_cells(row)) for row in _rows(token)]
    table = document.add_table(rows=0, cols=max(len(row) for row in rows), style="Table Grid")
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=False):
            cell.text = text


def _rows(token: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    for part in token["children"]:
        yield from [part] if part["type"] == "table_head" else part["children"]


def _cells(row: Mapping[str, Any]) -> Iterable[str]:
    return (_text(cell) for cell in row["children"])


def _text(token: Mapping[str, Any]) -> str:
    if token["type"] in ("linebreak", "softbreak"):
        return " "
    if "children" in token:
        separator = "\n" if token["type"] in ("list_item", "block_quote") else ""
        return separator.join(_text(child) for child in token["children"])
    return str(token.get("raw", ""))
