"""Reads XML as a stream of events, within limits: no tree in memory, no external reference followed.

A document type is refused as soon as it starts, so no entity is ever declared. Depth and elements are counted.
Names are shortened: `w:p` for both of Word's namespaces (transitional and strict), empty for an unknown one.

Pure, and without Django: the limited child process imports it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NoReturn
from xml.parsers import expat

from waymark.journey.sit.word_import.container import UnreadableFile

MAX_DEPTH = 200
MAX_ELEMENTS = 200_000
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
    """Calls back for each element and text in order. Attribute names are shortened too. Raises UnreadableFile."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    depth = elements = 0

    def opened(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, elements
        depth += 1
        elements += 1
        if depth > MAX_DEPTH or elements > MAX_ELEMENTS:
            raise UnreadableFile("too_much")
        start(short_name(name), {short_name(key): value for key, value in attributes.items()})

    def closed(name: str) -> None:
        nonlocal depth
        depth -= 1
        if end:
            end(short_name(name))

    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    if text:
        parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse_document_type
    parser.XmlDeclHandler = _check_encoding
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, UnicodeError) as problem:
        raise UnreadableFile("damaged") from problem


@lru_cache(maxsize=2048)
def short_name(name: str) -> str:
    namespace, _, local = name.rpartition(" ")
    prefix = PREFIXES.get(namespace)
    return "" if prefix is None else f"{prefix}:{local}" if prefix else local


def _refuse_document_type(*arguments: object) -> NoReturn:
    raise UnreadableFile("document_type")


def _check_encoding(version: str, encoding: str | None, standalone: int) -> None:
    if (encoding or "").lower() not in ENCODINGS:
        raise UnreadableFile("damaged")
