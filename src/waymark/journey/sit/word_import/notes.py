"""What in a Word file is no plain text, and what is done with each element that says so.

Pure, and without Django: the limited child imports it.
"""

from __future__ import annotations

from enum import StrEnum


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
"""Left out where it stands, and counted."""
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
"""Left out with all that is in it; None: it says again, or said before, what stands elsewhere."""
LOOKS = {"w:i", "w:u", "w:strike", "w:dstrike", "w:vertAlign"}
