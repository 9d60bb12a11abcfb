"""XML read as a stream of events, within limits: nothing is built in memory, nothing outside is looked at.

A document type is refused at its first letter, so no entity is ever declared; nesting and elements are counted.
Names come short: `w:p` for Word's own two name spaces (transitional and strict), `` for one that nobody asks about.

Pure, and without Django: the limited child imports it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NoReturn
from xml.parsers import expat

from waymark.journey.sit.word_import.container import CannotRead

DEPTH = 200
ELEMENTS = 200_000
ENCODINGS = {"utf-8", "utf-16", "us-ascii", "ascii", ""}
OPEN_XML = "http://schemas.openxmlformats.org/"
STRICT = "http://purl.oclc.org/ooxml/"
PREFIXES = {
    f"{OPEN_XML}wordprocessingml/2006/main": "w",
    f"{STRICT}wordprocessingml/main": "w",
    f"{OPEN_XML}officeDocument/2006/math": "m",
    f"{STRICT}officeDocument/math": "m",
    f"{OPEN_XML}officeDocument/2006/relationships": "r",
    f"{STRICT}officeDocument/relationships": "r",
    f"{OPEN_XML}package/2006/relationships": "rel",
    f"{OPEN_XML}package/2006/content-types": "ct",
    f"{OPEN_XML}markup-compatibility/2006": "mc",
    "": "",
}
Start = Callable[[str, Mapping[str, str]], None]


def walk(
    data: bytes,
    *,
    start: Start,
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Calls back for each element and text in order. Attributes have short names too. Raises CannotRead."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    depth = elements = 0

    def opened(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, elements
        depth += 1
        elements += 1
        if depth > DEPTH or elements > ELEMENTS:
            raise CannotRead("too_much")
        start(short(name), {short(key): value for key, value in attributes.items()} if attributes else {})

    def closed(name: str) -> None:
        nonlocal depth
        depth -= 1
        if end:
            end(short(name))

    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    if text:
        parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse_document_type
    parser.XmlDeclHandler = _check_encoding
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, UnicodeError) as problem:
        raise CannotRead("damaged") from problem


@lru_cache(maxsize=2048)
def short(name: str) -> str:
    space, _, local = name.rpartition(" ")
    prefix = PREFIXES.get(space)
    return "" if prefix is None else f"{prefix}:{local}" if prefix else local


def _refuse_document_type(*said: object) -> NoReturn:
    raise CannotRead("document_type")


def _check_encoding(version: str, encoding: str | None, standalone: int) -> None:
    if (encoding or "").lower() not in ENCODINGS:
        raise CannotRead("damaged")
