"""What a file of a case may be, told by its content and not by its name. Pure: bytes and a name in.

| Kind | Told by                                                                    |
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
    *(f"{one}{number}" for one in ("com", "lpt") for number in range(1, 10)),
}
NAME_LENGTH = 60


class NotAllowed(ValueError):
    """The file cannot be an exhibit; the sentence says why."""


def kind_of(data: bytes) -> str:
    """pdf, png, jpg or csv. Raises NotAllowed with a sentence."""
    if not data:
        raise NotAllowed("The file is empty. Choose another.")
    if len(data) > MAX_BYTES:
        raise NotAllowed("The file is larger than 5 MB. Bring a smaller one.")
    if data.startswith(b"%PDF-"):
        return _pdf(data)
    if data.startswith(PNG):
        if data[12:16] != b"IHDR" or not data.endswith(PNG_END):
            raise NotAllowed("The picture is damaged: it begins as PNG and does not end as one.")
        return "png"
    if data.startswith(b"\xff\xd8\xff"):
        if not data.rstrip(b"\x00").endswith(b"\xff\xd9"):
            raise NotAllowed("The picture is damaged: it begins as JPEG and does not end as one.")
        return "jpg"
    return _csv(data)


def _pdf(data: bytes) -> str:
    if b"%%EOF" not in data[-1024:]:
        raise NotAllowed("The PDF is damaged: it has no end.")
    if ACTIVE.search(data):
        raise NotAllowed(
            "The PDF holds a script, another file, or a lock. Print it to PDF once more, and bring that."
        )
    return "pdf"


def _csv(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotAllowed("The file is no PDF, PNG, JPEG or CSV in UTF-8.") from None
    if CONTROL.search(text) or MARKUP.search(text):
        raise NotAllowed("The file is no PDF, PNG or JPEG, and holds what a CSV does not.")
    first = next((line for line in text.splitlines() if line.strip()), "")
    mark = next((one for one in ",;\t" if one in first), "")
    if not mark:
        raise NotAllowed("The file is no PDF, PNG or JPEG, and its first line has no columns.")
    try:
        for row in csv.reader(io.StringIO(text), delimiter=mark):
            for cell in row:
                _refuse_formula(cell)
    except csv.Error:
        raise NotAllowed(
            "The CSV cannot be read to its end: a cell is too long, or a quotation is open."
        ) from None
    return "csv"


def _refuse_formula(cell: str) -> None:
    if cell.lstrip(" ").startswith(tuple(FORMULA)) and not A_NUMBER.fullmatch(cell.strip()):
        raise NotAllowed(
            f"The cell “{cell.strip()[:40]}” would be run as a formula when the file is opened. Begin it otherwise."
        )


def clean_name(said: str, *, kind: str) -> str:
    """A name any machine can keep: letters, digits, blanks, hyphens and points, and the ending of its kind."""
    stem = re.split(r"[\\/]", unicodedata.normalize("NFC", said))[-1]
    stem = stem.rpartition(".")[0] or stem
    kept = "".join(one if one.isalnum() or one in " -_()" else " " for one in stem)
    stem = " ".join(kept.split()).strip(" -_")[:NAME_LENGTH].strip() or "exhibit"
    if stem.lower() in DEVICES:
        stem = f"exhibit {stem}"
    return f"{stem}.{kind}"


def another_name(name: str, *, taken: set[str]) -> str:
    """The same, or with a number where the paper has it already, in whatever case."""
    lower, number = {one.casefold() for one in taken}, 2
    stem, _, kind = name.rpartition(".")
    while name.casefold() in lower:
        name, number = f"{stem} {number}.{kind}", number + 1
    return name
