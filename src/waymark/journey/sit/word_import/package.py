"""Which parts of a .docx are its text, its styles and its lists: by relationships and content types, not by name."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass

from waymark.journey.sit.word_import.container import CannotRead, Container
from waymark.journey.sit.word_import.markup import walk

TYPES = "[Content_Types].xml"
MAIN = ".main+xml"


@dataclass(frozen=True)
class Parts:
    """The XML of each; empty where a file has none."""

    document: bytes
    styles: bytes
    numbering: bytes


def open_parts(data: bytes) -> Parts:
    """Raises CannotRead."""
    container = Container(data)
    place = _targets(container, "").get("officeDocument", "")
    document = container.read(place) if place else None
    if document is None:
        raise CannotRead("not_word")
    _check_type(container, place)
    near = _targets(container, place)
    return Parts(
        document,
        container.read(near.get("styles", "")) or b"",
        container.read(near.get("numbering", "")) or b"",
    )


def _check_type(container: Container, place: str) -> None:
    said: dict[str, str] = {}

    def start(name: str, attributes: Mapping[str, str]) -> None:
        if name == "ct:Override":
            said[attributes.get("PartName", "").lstrip("/").lower()] = attributes.get("ContentType", "")
        elif name == "ct:Default":
            said[f".{attributes.get('Extension', '').lower()}"] = attributes.get("ContentType", "")

    walk(container.read(TYPES) or _nothing(), start=start)
    kind = said.get(place.lower()) or said.get(posixpath.splitext(place.lower())[1], "")
    if any("macroenabled" in one.lower() or "vbaproject" in one.lower() for one in said.values()):
        raise CannotRead("macros")
    if "wordprocessingml" not in kind or not kind.endswith(MAIN):
        raise CannotRead("not_word")


def _nothing() -> bytes:
    raise CannotRead("not_word")


def _targets(container: Container, place: str) -> dict[str, str]:
    """Where the relationships of a part (the whole, for an empty place) lead inside the file, by their kind.

    What leads outside is not followed: not a linked picture, not a template on a server.
    """
    folder, name = posixpath.split(place)
    found: dict[str, str] = {}

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "rel:Relationship" and attributes.get("TargetMode", "") != "External":
            kind = attributes.get("Type", "").rpartition("/")[2]
            target = attributes.get("Target", "")
            path = target if target.startswith("/") else posixpath.join(folder, target)
            found.setdefault(kind, posixpath.normpath(path).lstrip("/"))

    relationships = container.read(posixpath.join(folder, "_rels", f"{name}.rels"))
    if relationships:
        walk(relationships, start=start)
    return found
