"""The shape of a home of staff: one thing first, then sections, or decisions with what happens without them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Line:
    what: str
    url: str = ""
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class Section:
    title: str
    rows: list[Line]
    empty: str = ""


@dataclass(frozen=True, kw_only=True)
class Decision:
    """Something only the lead can decide, and what happens if nobody does."""

    what: str
    where: str
    otherwise: str
    since: datetime | None
    url: str
    label: str = "Decide"


@dataclass(frozen=True, kw_only=True)
class Page:
    title: str
    text: str = ""
    url: str = ""
    label: str = ""
    sections: list[Section] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
