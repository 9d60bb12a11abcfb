"""Finds the text, styles and lists of a .docx by relationships and content types, not by file name."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass

from waymark.journey.sit.word_import.container import Container, UnreadableFile
from waymark.journey.sit.word_import.xml_stream import walk

CONTENT_TYPES = "[Content_Types].xml"
MAIN_SUFFIX = ".main+xml"


@dataclass(frozen=True)
class Parts:
    """The XML of each part; empty if the file has none."""

    document: bytes
    styles: bytes
    numbering: bytes


def open_parts(data: bytes) -> Parts:
    """Raises UnreadableFile."""
    container = Container(data)
    path = _targets(container, "").get("officeDocument", "")
    document = container.read(path) if path else None
    if document is None:
        raise UnreadableFile("not_word")
    _check_type(container, path)
    related = _targets(container, path)
    return Parts(
        document,
        container.read(related.get("styles", "")) or b"",
        container.read(related.get("numbering", "")) or b"",
    )


def _check_type(container: Container, path: str) -> None:
    types: dict[str, str] = {}

    def start(name: str, attributes: Mapping[str, str]) -> None:
        if name == "ct:Override":
            types[attributes.get("PartName", "").lstrip("/").lower()] = attributes.get("ContentType", "")
        elif name == "ct:Default":
            types[f".{attributes.get('Extension', '').lower()}"] = attributes.get("ContentType", "")

    walk(container.read(CONTENT_TYPES) or _not_word(), start=start)
    content_type = types.get(path.lower()) or types.get(posixpath.splitext(path.lower())[1], "")
    if any("macroenabled" in each.lower() or "vbaproject" in each.lower() for each in types.values()):
        raise UnreadableFile("macros")
    if "wordprocessingml" not in content_type or not content_type.endswith(MAIN_SUFFIX):
        raise UnreadableFile("not_word")


def _not_word() -> bytes:
    raise UnreadableFile("not_word")


def _targets(container: Container, part: str) -> dict[str, str]:
    """Paths inside the file that a part (the whole file, if empty) relates to, by the kind of relationship.

    External targets, such as a linked picture or a template on a server, are ignored.
    """
    folder, name = posixpath.split(part)
    targets: dict[str, str] = {}

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "rel:Relationship" and attributes.get("TargetMode", "") != "External":
            kind = attributes.get("Type", "").rpartition("/")[2]
            target = attributes.get("Target", "")
            path = target if target.startswith("/") else posixpath.join(folder, target)
            targets.setdefault(kind, posixpath.normpath(path).lstrip("/"))

    relationships = container.read(posixpath.join(folder, "_rels", f"{name}.rels"))
    if relationships:
        walk(relationships, start=start)
    return targets
