"""An enrolment file becomes lines: bytes in, cells by column out, and a sentence where it cannot be read.

| What is in the file                    | What is done                                               |
|----------------------------------------|------------------------------------------------------------|
| UTF-8 with or without mark, UTF-16     | read as what it is                                         |
| any other encoding                     | read as Windows-1252; an unknown byte is shown as U+FFFD   |
| separators , ; TAB                     | the one with which most headings are known                 |
| NUL at the end of the file             | removed; inside a cell it stays and spoils that row only   |
| a quotation mark that is never closed  | spoils its own line, and no other                          |
| very many columns, rows, or characters | refused, with the limit                                    |

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
    "email": "email, email address",
    "trn": "TRN, teacher reference number",
    "school": "school, trust, organisation",
}
"""The columns that are read, and some of the headings they may have."""

EMPTY = "The file is empty. Choose a file with a heading row and a row for each person."

_SPELLINGS = {
    "given_name": "givenname givennames given firstname first forename forenames",
    "family_name": "familyname family surname lastname last",
    "email": "email emailaddress mail workemail workemailaddress emails",
    "trn": "trn trnnumber trnno teacherreferencenumber teacherreference teacherrefno teacherreferenceno",
    "school": "school schoolname organisation organization trust schoolortrust schooltrust employer academy",
}
_COLUMN_BY_SPELLING = {
    spelling: column for column, spellings in _SPELLINGS.items() for spelling in spellings.split()
}


class UnreadableFile(ValueError):
    """The file as a whole cannot be read; the message says why and what to do."""


@dataclass(frozen=True)
class CsvRecord:
    """The cells of one row and the line it begins on; `broken` where a quotation mark is never closed."""

    number: int
    cells: list[str]
    broken: bool = False


@dataclass(frozen=True)
class CsvLine:
    """The cells of one row by column; `extra` holds cells without a heading."""

    number: int
    cells: dict[str, str]
    extra: tuple[str, ...] = ()
    broken: bool = False


@dataclass(frozen=True, kw_only=True)
class CsvTable:
    lines: tuple[CsvLine, ...]
    encoding: str
    separators: str
    unread: tuple[str, ...]
    """Headings of columns that are not read."""


def read_csv(data: bytes) -> CsvTable:
    """The rows of a CSV file. Raises UnreadableFile with a sentence if the file as a whole is unusable."""
    if len(data) > MAX_BYTES:
        raise UnreadableFile(
            "The file is larger than 5 MB. Choose a file with only the columns needed to enrol people."
        )
    text, encoding = _decode(data)
    if not text.strip():
        raise UnreadableFile(EMPTY)
    text, named_delimiter = _named_delimiter(text)
    delimiter = named_delimiter or max(DELIMITERS, key=lambda delimiter: _known_headings(text, delimiter))
    records = _records(text, delimiter)
    if not records:
        raise UnreadableFile(EMPTY)
    headings = records[0].cells
    columns = _columns(headings)
    lines = tuple(_line(record, columns, skipped=bool(named_delimiter)) for record in records[1:])
    if not lines:
        raise UnreadableFile("The file has a heading row but no people. Add a row for each person.")
    unread = tuple(heading.strip()[:60] for heading in headings if not _column_of(heading))
    return CsvTable(
        lines=lines,
        encoding=encoding,
        separators=DELIMITERS.get(delimiter, delimiter),
        unread=tuple(filter(None, unread)),
    )


def _decode(data: bytes) -> tuple[str, str]:
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise UnreadableFile(
            "This is a spreadsheet, not a CSV file. Save it as “CSV UTF-8”, then choose the new file."
        )
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace").rstrip("\x00"), "UTF-16"
    data = data.rstrip(b"\x00")
    try:
        return data.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace"), "Windows-1252"


def _named_delimiter(text: str) -> tuple[str, str]:
    """Excel may write a first line `sep=;`, which names the separator."""
    first, _, rest = text.partition("\n")
    first = first.strip().lower()
    if first.startswith("sep=") and first[4:] in DELIMITERS:
        return rest, first[4:]
    return text, ""


def _known_headings(text: str, delimiter: str) -> int:
    first = text.lstrip().splitlines()[0]
    return sum(1 for cell in first.split(delimiter) if _column_of(cell))


def _column_of(heading: str) -> str:
    plain = unicodedata.normalize("NFKC", heading[:200]).lower()
    return _COLUMN_BY_SPELLING.get("".join(letter for letter in plain if letter.isalnum()), "")


def _records(text: str, delimiter: str) -> list[CsvRecord]:
    """Every row that is not blank. If the quotation marks are broken, each line is read on its own."""
    try:
        return list(_within_limit(_as_written(text, delimiter)))
    except csv.Error:
        return list(_within_limit(_line_by_line(text, delimiter)))


def _as_written(text: str, delimiter: str) -> Iterator[CsvRecord]:
    rows, begins = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), 1
    for cells in rows:
        yield CsvRecord(begins, cells)
        begins = rows.line_num + 1


def _line_by_line(text: str, delimiter: str) -> Iterator[CsvRecord]:
    for number, line in enumerate(io.StringIO(text, newline=""), start=1):
        line = line.rstrip("\r\n")
        if line.count('"') % 2 or len(line) > LONGEST_LINE:
            cells = [cell[:500] for cell in line.replace('"', "").split(delimiter)]
            yield CsvRecord(number, cells, broken=True)
        else:
            yield CsvRecord(number, next(csv.reader([line], delimiter=delimiter), []))


def _within_limit(records: Iterator[CsvRecord]) -> Iterator[CsvRecord]:
    count = 0
    for record in records:
        if any(cell.strip() for cell in record.cells):
            count += 1
            if count > MAX_ROWS + 1:
                raise UnreadableFile(
                    f"The file has more than {MAX_ROWS:,} rows. Upload one cohort at a time, in several files "
                    "if you need to."
                )
            yield record


def _columns(headings: Sequence[str]) -> list[str]:
    if len(headings) > MAX_COLUMNS:
        raise UnreadableFile(
            f"The file has {len(headings):,} columns. Choose a file with {MAX_COLUMNS} columns or fewer."
        )
    columns = [_column_of(heading) for heading in headings]
    if missing := [column for column in REQUIRED if column not in columns]:
        wanted = "; ".join(HEADINGS[column] for column in missing)
        first_line = ", ".join(heading.strip()[:30] for heading in headings[:8] if heading.strip())
        raise UnreadableFile(
            f"The first line must name the columns. Add these columns, using any of these names: {wanted}. "
            f"The first line is: {_printable(first_line)}."
        )
    for column, names in HEADINGS.items():
        if columns.count(column) > 1:
            raise UnreadableFile(
                f"There are two columns for the {names.partition(',')[0]}. Delete one of them."
            )
    return columns


def _line(record: CsvRecord, columns: list[str], *, skipped: bool) -> CsvLine:
    """`skipped` if a line that named the separator was taken off, so that line numbers stay true."""
    cells = {column: cell for column, cell in zip(columns, record.cells, strict=False) if column}
    extra = tuple(cell[:200] for cell in record.cells[len(columns) :][:20] if cell.strip())
    return CsvLine(record.number + skipped, cells, extra, record.broken)


def _printable(text: str) -> str:
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text)
