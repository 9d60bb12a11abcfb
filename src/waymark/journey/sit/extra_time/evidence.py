"""Recognises an evidence file by its first bytes and gives it a plain name. It is stored unchanged and never opened.

| First bytes                                 | Stored as |
|---------------------------------------------|-----------|
| `%PDF-`                                     | PDF       |
| PNG's eight bytes                           | PNG       |
| FF D8 FF                                    | JPEG      |
| a zip's first entry, with Word's part names | .docx     |

A document with macros is refused. The file's own name and the content type the browser sends decide nothing.
"""

from __future__ import annotations

import unicodedata

from waymark.journey.sit.extra_time.actions import EvidenceFile

MAX_BYTES = 5 * 1024 * 1024
MAX_NAME = 80
REPLACED = set('<>:"/\\|?*.')
RESERVED = {"con", "prn", "aux", "nul", *(f"{device}{n}" for device in ("com", "lpt") for n in range(10))}
FIRST_BYTES = (
    (b"%PDF-", "application/pdf", ".pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png", ".png"),
    (b"\xff\xd8\xff", "image/jpeg", ".jpg"),
)
DOCX = ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx")
WORD_PARTS = (b"[Content_Types].xml", b"word/document.xml")
MACROS = b"vbaproject"


def evidence_file(*, name: str, data: bytes) -> EvidenceFile | None:
    """The file as it is stored, or None if its kind is not accepted."""
    kind = _kind_of(data)
    if kind is None:
        return None
    content_type, suffix = kind
    return EvidenceFile(name=_plain_stem(name) + suffix, content_type=content_type, data=data)


def _kind_of(data: bytes) -> tuple[str, str] | None:
    for start, content_type, suffix in FIRST_BYTES:
        if data.startswith(start):
            return content_type, suffix
    is_word = data.startswith(b"PK\x03\x04") and all(part in data for part in WORD_PARTS)
    return DOCX if is_word and MACROS not in data.lower() else None


def _plain_stem(name: str) -> str:
    """The last part of a path, without its ending and without characters that file systems or people trip over."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    stem = last.rpartition(".")[0] or last
    printable = (character for character in stem if unicodedata.category(character)[0] != "C")
    plain = "".join(" " if character in REPLACED else character for character in printable)
    tidy = " ".join(plain.split())[:MAX_NAME].strip()
    return "evidence" if not tidy or tidy.lower() in RESERVED else tidy
