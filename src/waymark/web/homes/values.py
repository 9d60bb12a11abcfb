"""What a staff home page shows: the next task, then sections, or decisions with their consequences."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class HomeRow:
    title: str
    url: str = ""
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class HomeSection:
    title: str
    rows: list[HomeRow]
    empty: str = ""


@dataclass(frozen=True, kw_only=True)
class PendingDecision:
    """A decision only the lead can make, and the consequence of not making it."""

    title: str
    cohort: str
    consequence: str
    since: datetime | None
    url: str
    label: str = "Decide"


@dataclass(frozen=True, kw_only=True)
class HomePage:
    title: str
    text: str = ""
    url: str = ""
    label: str = ""
    sections: list[HomeSection] = field(default_factory=list)
    decisions: list[PendingDecision] = field(default_factory=list)
