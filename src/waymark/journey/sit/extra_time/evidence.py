"""A file that came as evidence: known by its first bytes, given a plain name, kept as it is, and never opened.

| It begins with                              | It is kept as |
|---------------------------------------------|---------------|
| `%PDF-`                                     | PDF           |
| PNG's eight bytes                           | PNG           |
| FF D8 FF                                    | JPEG          |
| a zip's first entry, with Word's part names | .docx         |

A document with macros is none of these. What the sender called the file, and what kind their browser said it is,
decide nothing.
"""

from __future__ import annotations

import unicodedata

from waymark.journey.sit.extra_time.actions import Evidence

LARGEST = 5 * 1024 * 1024
LONGEST_NAME = 80
NOT_KEPT = set('<>:"/\\|?*.')
RESERVED = {"con", "prn", "aux", "nul", *(f"{device}{n}" for device in ("com", "lpt") for n in range(10))}
STARTS = (
    (b"%PDF-", "application/pdf", ".pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png", ".png"),
    (b"\xff\xd8\xff", "image/jpeg", ".jpg"),
)
DOCX = ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx")
WORD_PARTS = (b"[Content_Types].xml", b"word/document.xml")
MACROS = b"vbaproject"


def evidence_of(*, name: str, data: bytes) -> Evidence | None:
    """The file as it is kept, or None for a kind that is not taken."""
    kind = _kind_of(data)
    if kind is None:
        return None
    content_type, suffix = kind
    return Evidence(name=_stem(name) + suffix, content_type=content_type, data=data)


def _kind_of(data: bytes) -> tuple[str, str] | None:
    for start, content_type, suffix in STARTS:
        if data.startswith(start):
            return content_type, suffix
    is_word = data.startswith(b"PK\x03\x04") and all(part in data for part in WORD_PARTS)
    return DOCX if is_word and MACROS not in data.lower() else None


def _stem(name: str) -> str:
    """The last part of a path, without its ending and without what a file system or a reader trips over."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    stem = last.rpartition(".")[0] or last
    kept = "".join(" " if one in NOT_KEPT else one for one in stem if unicodedata.category(one)[0] != "C")
    tidy = " ".join(kept.split())[:LONGEST_NAME].strip()
    return "evidence" if not tidy or tidy.lower() in RESERVED else tidy
