"""An enrolment file becomes lines: bytes in, cells by column out, and a sentence where it cannot be read.

| What is in the file                    | What is done                                               |
|----------------------------------------|------------------------------------------------------------|
| any encoding                           | read as the likeliest one, or as the one named             |
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

from waymark.journey.apply.enrolment_files.readings import Reading, Readings, read_text

MAX_BYTES = 5 * 1024 * 1024
MAX_ROWS = 1_000
FAR_TOO_MANY_LINES = 50 * MAX_ROWS
"""Beyond this the file isn’t read at all; a row can run over several lines."""
MAX_COLUMNS = 50
LONGEST_LINE = 20_000
DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs"}
HEADINGS = {
    "given_name": "given name, first name, forename",
    "family_name": "family name, surname, last name",
    "name": "name, full name",
    "email": "email, email address",
    "trn": "TRN, teacher reference number",
    "school": "school, organisation, employer",
    "trust": "trust, MAT, academy trust",
}
"""The columns that are read, and some of the headings they may have."""

TOO_MANY_ROWS = (
    f"The file has more than {MAX_ROWS:,} rows. Upload one cohort at a time, in several files if you need to."
)
EMPTY = "The file is empty. Choose a file with a heading row and a row for each person."

_SPELLINGS = {
    "given_name": "givenname givennames given firstname firstnames first forename forenames legalfirstname",
    "family_name": "familyname familynames family surname surnames lastname lastnames last legallastname legalsurname",
    "name": "name names fullname fullnames participant participantname participantsname delegatename",
    "email": "email emailaddress mail workemail workemailaddress emails emailaddresses schoolemail emailwork",
    "trn": "trn trns trnnumber trnno teacherreferencenumber teacherreferencenumbertrn teacherreference "
    "teacherrefno teacherrefnumber teacherreferenceno",
    "school": "school schoolname nameofschool organisation organization organisationname schoolortrust "
    "schooltrust employer academy academyname workplace schoolacademy setting currentschool",
    "trust": "trust trustname mat matname multiacademytrust academytrust nameoftrust",
}
_COLUMN_BY_SPELLING = {
    spelling: column for column, spellings in _SPELLINGS.items() for spelling in spellings.split()
}
_NOT_TEXT = {
    b"PK\x03\x04": "a spreadsheet, not a CSV file. Save it as “CSV UTF-8”, then choose the new file.",
    b"\xd0\xcf\x11\xe0": "a spreadsheet, not a CSV file. Save it as “CSV UTF-8”, then choose the new file.",
    b"%PDF": "a PDF, not a CSV file. Save the list as a CSV file from your spreadsheet, then choose that file.",
    b"{\\rtf": "a text document, not a CSV file. Save the list as a CSV file from your spreadsheet.",
    b"\x89PNG": "a picture, not a CSV file. Choose a CSV file saved from a spreadsheet.",
    b"\xff\xd8\xff": "a picture, not a CSV file. Choose a CSV file saved from a spreadsheet.",
    b"GIF8": "a picture, not a CSV file. Choose a CSV file saved from a spreadsheet.",
    b"\x1f\x8b": "a compressed file. Unpack it, then choose the CSV file in it.",
    b"7z\xbc\xaf": "a compressed file. Unpack it, then choose the CSV file in it.",
    b"SQLite format 3": "a database, not a CSV file. Export the list as a CSV file, then choose that file.",
}
"""How files that are no CSV begin, whatever they are called."""


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
    readings: Readings
    """How the file could be read; the lines are those of `reading`."""
    reading: Reading
    separators: str
    unread: tuple[str, ...]
    """Headings of columns that are not read."""


def read_csv(data: bytes, *, encoding: str = "") -> CsvTable:
    """The rows of a CSV file, read in the likeliest encoding or in the one named, which must be one of its readings.

    Raises UnreadableFile with a sentence if the file as a whole is unusable.
    """
    readings = _decode(data)
    reading = readings.find(encoding) or readings.likeliest
    return _table(readings, reading)


def _table(readings: Readings, reading: Reading) -> CsvTable:
    text = reading.text
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
        readings=readings,
        reading=reading,
        separators=DELIMITERS.get(delimiter, delimiter),
        unread=tuple(filter(None, unread)),
    )


def sample_lines(table: CsvTable, *, encoding: str, numbers: Sequence[int]) -> tuple[CsvLine, ...]:
    """The lines with these numbers as another reading of the same file has them."""
    reading = table.readings.find(encoding) or table.reading
    lines = {line.number: line for line in _table(table.readings, reading).lines}
    return tuple(lines[number] for number in numbers if number in lines)


def _decode(data: bytes) -> Readings:
    if len(data) > MAX_BYTES:
        raise UnreadableFile(
            "The file is larger than 5 MB. Choose a file with only the columns needed to enrol people."
        )
    for beginning, sentence in _NOT_TEXT.items():
        if data.startswith(beginning):
            raise UnreadableFile(f"This is {sentence}")
    if data.count(b"\n") > FAR_TOO_MANY_LINES:
        raise UnreadableFile(TOO_MANY_ROWS)
    return read_text(data)


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
                raise UnreadableFile(TOO_MANY_ROWS)
            yield record


def _columns(headings: Sequence[str]) -> list[str]:
    if len(headings) > MAX_COLUMNS:
        raise UnreadableFile(
            f"The file has {len(headings):,} columns. Choose a file with {MAX_COLUMNS} columns or fewer."
        )
    columns = [_column_of(heading) for heading in headings]
    if missing := _missing(columns):
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
    if {"given_name", "family_name"} & set(columns):
        columns = ["" if column == "name" else column for column in columns]
    return columns


def _missing(columns: Sequence[str]) -> list[str]:
    """What must be added: an email address, and a name in one column or in two."""
    names = [] if "name" in columns else ["given_name", "family_name"]
    return [column for column in (*names, "email") if column not in columns]


def _line(record: CsvRecord, columns: list[str], *, skipped: bool) -> CsvLine:
    """`skipped` if a line that named the separator was taken off, so that line numbers stay true."""
    cells = {column: cell for column, cell in zip(columns, record.cells, strict=False) if column}
    extra = tuple(cell[:200] for cell in record.cells[len(columns) :][:20] if cell.strip())
    return CsvLine(record.number + skipped, cells, extra, record.broken)


def _printable(text: str) -> str:
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text)
