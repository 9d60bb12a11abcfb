"""The shape of a pack's sections, as they are kept and shown."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Table:
    title: str
    heading: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    of_people: bool = False
    """Whether the first cell of each row is the reference of an enrolment."""


@dataclass(frozen=True, kw_only=True)
class Section:
    id: str
    title: str
    paragraphs: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()


def to_json(sections: Sequence[Section]) -> list[dict[str, Any]]:
    kept: list[dict[str, Any]] = json.loads(json.dumps([asdict(section) for section in sections]))
    return kept


def from_json(content: Sequence[Mapping[str, Any]], *, names: Mapping[str, str]) -> list[Section]:
    """The sections as they are shown; `names` are those of participants by reference, if they are to be named."""
    return [
        Section(
            id=section["id"],
            title=section["title"],
            paragraphs=tuple(section["paragraphs"]),
            tables=tuple(_table(table, names=names) for table in section["tables"]),
        )
        for section in content
    ]


def references_in(content: Sequence[Mapping[str, Any]]) -> set[str]:
    """Of every enrolment in these sections."""
    tables = [table for section in content for table in section["tables"] if table["of_people"]]
    return {row[0] for table in tables for row in table["rows"]}


def _table(table: Mapping[str, Any], *, names: Mapping[str, str]) -> Table:
    rows = tuple(tuple(row) for row in table["rows"])
    heading = tuple(table["heading"])
    if table["of_people"] and names:
        heading = (heading[0], "Name", *heading[1:])
        rows = tuple((row[0], names.get(row[0], ""), *row[1:]) for row in rows)
    return Table(title=table["title"], heading=heading, rows=rows, of_people=table["of_people"])
