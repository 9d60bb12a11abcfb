"""What in a Word file is not plain text, and what happens to each element of that kind.

Pure, and without Django: the limited child process imports it.
"""

from __future__ import annotations

from enum import StrEnum


class ImportNote(StrEnum):
    """A kind of content that is not plain text. Counted while reading."""

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
    FORMATTING = "formatting"
    LIST_LEVELS = "list_levels"
    LIST_NUMBERS = "list_numbers"
    DOCUMENTS = "documents"


COUNTED = {
    "w:commentReference": ImportNote.COMMENTS,
    "w:footnoteReference": ImportNote.FOOTNOTES,
    "w:endnoteReference": ImportNote.FOOTNOTES,
    "w:headerReference": ImportNote.HEADERS,
    "w:footerReference": ImportNote.HEADERS,
    "w:sym": ImportNote.SYMBOLS,
    "w:altChunk": ImportNote.DOCUMENTS,
    "w:subDoc": ImportNote.DOCUMENTS,
}
"""The element alone is left out, and counted."""
LEFT_OUT = {
    "w:del": ImportNote.DELETIONS,
    "w:moveFrom": ImportNote.DELETIONS,
    "m:oMath": ImportNote.EQUATIONS,
    "mc:Fallback": None,
    "w:rt": None,
    "w:pPrChange": None,
    "w:rPrChange": None,
    "w:sectPrChange": None,
    "w:numberingChange": None,
}
"""Left out with everything inside. None: not counted, because it repeats what is elsewhere or was there before."""
FORMATTING = {"w:i", "w:u", "w:strike", "w:dstrike"}
