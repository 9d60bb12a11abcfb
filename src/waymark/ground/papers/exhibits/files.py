"""Which files a case study may have, recognised by their content and not by their name. Pure: bytes and a name in.

| Kind | Content                                                                    |
|------|----------------------------------------------------------------------------|
| pdf  | begins with `%PDF-`, ends with `%%EOF`; no script, no launch, not encrypted |
| png  | its eight bytes, a header chunk, and its end chunk                         |
| jpg  | begins with a start of image, ends with an end of image                    |
| csv  | text in UTF-8 without control characters, no markup, no formula            |
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata

MAX_BYTES = 5 * 1024 * 1024
MOST_FILES = 12
CONTENT_TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "csv": "text/csv; charset=utf-8",
}
PNG, PNG_END = b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82"
ACTIVE = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFile|RichMedia|XFA|Encrypt)\b")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
MARKUP = re.compile(
    r"<\s*(?:!doctype|!--|\?xml|html|script|svg|body|head|iframe|img|table|div)", re.IGNORECASE
)
A_NUMBER = re.compile(r"[+-]?[\d.,\s]*%?")
FORMULA = "=+-@\t\r\uff1d\uff0b\uff0d\uff20"
DEVICES = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)),
}
NAME_LENGTH = 60


class NotAllowed(ValueError):
    """The file cannot be added; the sentence says why and what to do."""


def kind_of(data: bytes) -> str:
    """pdf, png, jpg or csv. Raises NotAllowed with a sentence."""
    if not data:
        raise NotAllowed("The file is empty. Select another file.")
    if len(data) > MAX_BYTES:
        raise NotAllowed("The file must be 5 MB or smaller.")
    if data.startswith(b"%PDF-"):
        return _pdf(data)
    if data.startswith(PNG):
        if data[12:16] != b"IHDR" or not data.endswith(PNG_END):
            raise NotAllowed("The PNG picture is incomplete. Save it again and upload the new file.")
        return "png"
    if data.startswith(b"\xff\xd8\xff"):
        if not data.rstrip(b"\x00").endswith(b"\xff\xd9"):
            raise NotAllowed("The JPEG picture is incomplete. Save it again and upload the new file.")
        return "jpg"
    return _csv(data)


def _pdf(data: bytes) -> str:
    if b"%%EOF" not in data[-1024:]:
        raise NotAllowed("The PDF is incomplete. Save it again and upload the new file.")
    if ACTIVE.search(data):
        raise NotAllowed(
            "The PDF contains a script, another file or a password. Print it to a new PDF and upload that."
        )
    return "pdf"


def _csv(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotAllowed("The file must be a PDF, PNG, JPEG or a CSV saved as UTF-8.") from None
    if CONTROL.search(text) or MARKUP.search(text):
        raise NotAllowed("The file must be a PDF, PNG, JPEG or CSV. A CSV can only contain plain text.")
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = next((character for character in ",;\t" if character in first), "")
    if not separator:
        raise NotAllowed(
            "The file must be a PDF, PNG, JPEG or CSV. The first line of a CSV must name its columns."
        )
    try:
        for row in csv.reader(io.StringIO(text), delimiter=separator):
            for cell in row:
                _refuse_formula(cell)
    except csv.Error:
        raise NotAllowed(
            "We couldn’t read all of the CSV. A cell is too long, or a quotation mark isn’t closed."
        ) from None
    return "csv"


def _refuse_formula(cell: str) -> None:
    if cell.lstrip(" ").startswith(tuple(FORMULA)) and not A_NUMBER.fullmatch(cell.strip()):
        raise NotAllowed(
            f"A spreadsheet would run the cell “{cell.strip()[:40]}” as a formula. Change how the cell begins."
        )


def clean_name(name: str, *, kind: str) -> str:
    """A name that is safe on any machine: letters, digits, spaces, hyphens and brackets, and the ending of its kind."""
    stem = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    stem = stem.rpartition(".")[0] or stem
    safe = (character if character.isalnum() or character in " -_()" else " " for character in stem)
    stem = " ".join("".join(safe).split()).strip(" -_")[:NAME_LENGTH].strip() or "exhibit"
    if stem.lower() in DEVICES:
        stem = f"exhibit {stem}"
    return f"{stem}.{kind}"


def unique_name(name: str, *, taken: set[str]) -> str:
    """The same name, with a number where it is taken already; upper and lower case count as the same."""
    lower, number = {other.casefold() for other in taken}, 2
    stem, _, kind = name.rpartition(".")
    while name.casefold() in lower:
        name, number = f"{stem} {number}.{kind}", number + 1
    return name
