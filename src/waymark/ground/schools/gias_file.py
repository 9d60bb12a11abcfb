"""From the bytes of a GIAS file to rows of cells, line by line: a file of 60 MB is never in memory as a whole."""

from __future__ import annotations

import codecs
import csv
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import BinaryIO

from waymark.ground.schools.rules import COLUMNS, REQUIRED_COLUMNS
from waymark.ground.schools.words import NOT_A_FILE

CHUNK = 1 << 20
MOST_COLUMNS, MOST_ROWS = 1_000, 300_000
SIGNATURES = {b"%PDF": "pdf", b"PK\x03\x04": "zip", b"\xff\xfe": "utf16", b"\xfe\xff": "utf16"}
"""How files begin that are no CSV, whatever their names say."""


class NotASchoolFile(ValueError):
    """The file as a whole cannot be used; the message says what to do."""

    def __init__(self, problem: str, /, **facts: object) -> None:
        super().__init__(NOT_A_FILE[problem].format(**facts))


@dataclass(frozen=True)
class FileFacts:
    digest: str
    """SHA-256 of its bytes."""
    encoding: str
    """A key of `words.ENCODINGS`."""


def survey(file: BinaryIO, *, name: str) -> FileFacts:
    """Digest and encoding, decided from the bytes in one pass; refuses what is no text."""
    digest, decoder = hashlib.sha256(), codecs.getincrementaldecoder("utf-8")()
    start, is_utf8, is_ascii = b"", True, True
    while chunk := file.read(CHUNK):
        start = start or _checked(chunk, name)
        if b"\x00" in chunk:
            raise NotASchoolFile("binary", name=name)
        digest.update(chunk)
        is_ascii = is_ascii and chunk.isascii()
        is_utf8 = is_utf8 and _decodes(decoder, chunk)
    if not start.strip():
        raise NotASchoolFile("empty", name=name)
    is_utf8 = is_utf8 and _decodes(decoder, b"", final=True)
    if is_utf8 and start.startswith(codecs.BOM_UTF8):
        encoding = "utf-8-sig"
    else:
        encoding = "ascii" if is_ascii else "utf-8" if is_utf8 else "cp1252"
    return FileFacts(digest.hexdigest(), encoding)


def _checked(chunk: bytes, name: str) -> bytes:
    for signature, problem in SIGNATURES.items():
        if chunk.startswith(signature):
            raise NotASchoolFile(problem, name=name)
    return chunk


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


@dataclass(frozen=True)
class CsvRow:
    line: int
    """Of the file, from 1, at which the row ends."""
    cells: dict[str, str] | None
    """By field name; None if the row has more or fewer cells than there are columns."""
    count: int


class SchoolCsv:
    """The header, and then the rows of a file."""

    def __init__(self, file: BinaryIO, *, name: str, encoding: str) -> None:
        self._name = name
        lines = self._lines(file, encoding)
        first = next(lines, "")
        self._separator = max(",;\t", key=first.count)
        self._reader = csv.reader(chain([first], lines), delimiter=self._separator)
        header = next(self._rows(), (0, [""]))[1]
        self._width, self._places = len(header), _places(header, name)

    def _lines(self, file: BinaryIO, encoding: str) -> Iterator[str]:
        while line := file.readline(CHUNK):
            if len(line) == CHUNK:
                raise NotASchoolFile("long_line", name=self._name)
            yield line.decode(encoding, errors="replace")

    @property
    def separator(self) -> str:
        """In words, for people."""
        return {",": "commas", ";": "semicolons", "\t": "tabs"}[self._separator]

    @property
    def fields(self) -> tuple[str, ...]:
        """Names of the fields for which the file has a column."""
        return tuple(self._places)

    def rows(self) -> Iterator[CsvRow]:
        for number, (line, cells) in enumerate(self._rows()):
            if number >= MOST_ROWS:
                raise NotASchoolFile("too_many_rows", name=self._name, count=f"{MOST_ROWS:,}")
            if not any(cells):
                continue
            is_whole = len(cells) == self._width
            by_field = {field: cells[place] for field, place in self._places.items()} if is_whole else None
            yield CsvRow(line, by_field, len(cells))

    def _rows(self) -> Iterator[tuple[int, list[str]]]:
        try:
            for cells in self._reader:
                yield self._reader.line_num, cells
        except csv.Error as problem:
            raise NotASchoolFile(
                "quotes", name=self._name, line=self._reader.line_num, problem=str(problem)
            ) from problem


def _places(header: Sequence[str], name: str) -> dict[str, int]:
    """Where the column of each field stands; columns come in any order, and others are passed over."""
    if len(header) > MOST_COLUMNS:
        raise NotASchoolFile("too_many_columns", name=name, count=f"{len(header):,}")
    titles = [" ".join(title.split()).casefold() for title in header]
    places = {}
    for field, column in COLUMNS.items():
        if (count := titles.count(column.casefold())) > 1:
            raise NotASchoolFile("twice", name=name, missing=f"“{column}”")
        if count:
            places[field] = titles.index(column.casefold())
    missing = [f"“{column}”" for field, column in REQUIRED_COLUMNS.items() if field not in places]
    if missing:
        raise NotASchoolFile("columns", name=name, missing=" and no column ".join(missing))
    return places
