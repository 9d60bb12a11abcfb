"""An enrolment file becomes lines: bytes in, cells by column out, and a sentence where it cannot be read.

| Dirt                                   | What is done                                              |
|----------------------------------------|-----------------------------------------------------------|
| UTF-8 with or without mark, UTF-16     | read as what it is                                        |
| anything else                          | read as Windows-1252; a byte that is no letter is shown as U+FFFD |
| separators , ; TAB                     | the one under which the heading is understood             |
| NUL at the end of the file             | taken off; inside a cell it stays and spoils that row only |
| quotation mark without its partner     | spoils the line it stands on, and no other                |
| very many columns, rows, or characters | refused with the limit                                    |

Pure: no Django, no clock, no file.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

MAX_BYTES = 5 * 1024 * 1024
MAX_ROWS = 1_000
MAX_COLUMNS = 50
LONGEST_LINE = 20_000
DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs"}
REQUIRED = ("given_name", "family_name", "email")
HEADINGS = {
    "given_name": "given name, first name, forename",
    "family_name": "family name, surname, last name",
    "email": "email, e-mail address",
    "trn": "trn, teacher reference number",
    "school": "school, trust, organisation",
}
"""The columns that are read, and some of the headings they go by."""

EMPTY = "The file is empty. Bring one with a heading and a row for each person."

_MEANS = {
    "given_name": "givenname givennames given firstname first forename forenames",
    "family_name": "familyname family surname lastname last",
    "email": "email emailaddress mail workemail workemailaddress emails",
    "trn": "trn trnnumber trnno teacherreferencenumber teacherreference teacherrefno teacherreferenceno",
    "school": "school schoolname organisation organization trust schoolortrust schooltrust employer academy",
}
_COLUMN = {heading: column for column, headings in _MEANS.items() for heading in headings.split()}


class Unreadable(ValueError):
    """The file as a whole cannot be read; the message says why and what to do."""


@dataclass(frozen=True)
class Record:
    """The cells of one row, and the line on which it begins; `broken` where a quotation mark has no partner."""

    number: int
    cells: list[str]
    broken: bool = False


@dataclass(frozen=True)
class Line:
    """The same by column; `extra` holds cells without a heading."""

    number: int
    cells: dict[str, str]
    extra: tuple[str, ...] = ()
    broken: bool = False


@dataclass(frozen=True, kw_only=True)
class Sheet:
    lines: tuple[Line, ...]
    encoding: str
    separators: str
    unread: tuple[str, ...]
    """Headings of columns that are not read."""


def read_sheet(data: bytes) -> Sheet:
    """The rows of a CSV file; Unreadable says what is wrong with the whole of it."""
    if len(data) > MAX_BYTES:
        raise Unreadable("The file is larger than 5 MB. Bring a file with the enrolment columns alone.")
    text, encoding = _text_of(data)
    if not text.strip():
        raise Unreadable(EMPTY)
    text, said = _separator_said(text)
    delimiter = said or max(DELIMITERS, key=lambda one: _understood(text, one))
    records = _records(text, delimiter)
    if not records:
        raise Unreadable(EMPTY)
    heading = records[0].cells
    columns = _columns(heading)
    lines = tuple(_line(record, columns, skipped=bool(said)) for record in records[1:])
    if not lines:
        raise Unreadable("The file has a heading and no rows under it.")
    unread = tuple(name.strip()[:60] for name, column in zip(heading, columns, strict=True) if not column)
    return Sheet(
        lines=lines,
        encoding=encoding,
        separators=DELIMITERS.get(delimiter, delimiter),
        unread=tuple(filter(None, unread)),
    )


def _text_of(data: bytes) -> tuple[str, str]:
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise Unreadable("This is a workbook, not a CSV file. Save it as “CSV UTF-8” and bring that file.")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace").rstrip("\x00"), "UTF-16"
    data = data.rstrip(b"\x00")
    try:
        return data.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace"), "Windows-1252"


def _separator_said(text: str) -> tuple[str, str]:
    """Excel may write a first line `sep=;`, which names the separator."""
    first, _, rest = text.partition("\n")
    said = first.strip().lower()
    if said.startswith("sep=") and said[4:] in DELIMITERS:
        return rest, said[4:]
    return text, ""


def _understood(text: str, delimiter: str) -> int:
    first = text.lstrip().splitlines()[0]
    return sum(1 for cell in first.split(delimiter) if _column_of(cell))


def _column_of(heading: str) -> str:
    plain = unicodedata.normalize("NFKC", heading[:200]).lower()
    return _COLUMN.get("".join(letter for letter in plain if letter.isalnum()), "")


def _records(text: str, delimiter: str) -> list[Record]:
    """Every row that is not blank. Where quotation marks are broken, each line is taken for itself."""
    try:
        return list(_within_limit(_as_written(text, delimiter)))
    except csv.Error:
        return list(_within_limit(_line_by_line(text, delimiter)))


def _as_written(text: str, delimiter: str) -> Iterator[Record]:
    rows, begins = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), 1
    for cells in rows:
        yield Record(begins, cells)
        begins = rows.line_num + 1


def _line_by_line(text: str, delimiter: str) -> Iterator[Record]:
    for number, line in enumerate(io.StringIO(text, newline=""), start=1):
        line = line.rstrip("\r\n")
        if line.count('"') % 2 or len(line) > LONGEST_LINE:
            yield Record(number, [cell[:500] for cell in line.replace('"', "").split(delimiter)], broken=True)
        else:
            yield Record(number, next(csv.reader([line], delimiter=delimiter), []))


def _within_limit(records: Iterator[Record]) -> Iterator[Record]:
    found = 0
    for record in records:
        if any(cell.strip() for cell in record.cells):
            found += 1
            if found > MAX_ROWS + 1:
                raise Unreadable(
                    f"The file has more than {MAX_ROWS:,} rows. Bring one cohort at a time, in parts if need be."
                )
            yield record


def _columns(heading: Sequence[str]) -> list[str]:
    if len(heading) > MAX_COLUMNS:
        raise Unreadable(
            f"The heading has {len(heading):,} columns; bring a file with at most {MAX_COLUMNS}."
        )
    columns = [_column_of(cell) for cell in heading]
    if missing := [column for column in REQUIRED if column not in columns]:
        wanted = "; ".join(HEADINGS[column] for column in missing)
        seen = ", ".join(cell.strip()[:30] for cell in heading[:8] if cell.strip())
        raise Unreadable(
            f"The first line must name the columns. Missing, under any of these names: {wanted}. "
            f"It reads: {_printable(seen)}."
        )
    for column in HEADINGS:
        if columns.count(column) > 1:
            raise Unreadable(
                f"Two columns are headed as {HEADINGS[column].partition(',')[0]}. Leave one of them."
            )
    return columns


def _line(record: Record, columns: list[str], *, skipped: bool) -> Line:
    cells = record.cells
    named = {column: cell for column, cell in zip(columns, cells, strict=False) if column}
    extra = tuple(cell[:200] for cell in cells[len(columns) :][:20] if cell.strip())
    return Line(record.number + skipped, named, extra, record.broken)


def _printable(text: str) -> str:
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text)
