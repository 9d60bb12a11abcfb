"""Questions about the workbook. The caller has found the enrolment for the viewer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from waymark.ground.hours import queries as hours
from waymark.ground.programmes.queries import programme_of
from waymark.ground.programmes.values import Item, Way
from waymark.journey.practise.models import Evidence, WorkbookEntry
from waymark.journey.practise.words import KINDS, SOURCES, STAGES
from waymark.kit.progress import Step

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment
    from waymark.ground.people.models import Person


@dataclass(frozen=True, kw_only=True)
class Stage:
    """One stage of the workbook, with its entries, newest first."""

    code: str
    title: str
    asks: str
    entries: tuple[WorkbookEntry, ...]


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One piece of evidence, its source and kind in words."""

    id: int
    entry_id: int
    entry_title: str
    source: str
    """Code of the source, such as `staff`."""
    source_says: str
    kind_says: str
    statement: str
    says: str
    at: datetime


def find_worked_item(*, enrolment: Enrolment) -> Item | None:
    """The item of the programme whose minutes the workbook earns."""
    items = programme_of(enrolment.cohort.programme).items
    return next((item for item in items if item.way is Way.WORKED), None)


def list_stages(*, enrolment: Enrolment) -> list[Stage]:
    """The four stages in order; the text of the entries is not selected."""
    rows = WorkbookEntry.objects.filter(enrolment=enrolment).defer("text").prefetch_related("evidence")
    entries = list(rows.order_by("-at", "-id"))
    return [
        Stage(
            code=code,
            title=title,
            asks=asks,
            entries=tuple(one for one in entries if one.stage == code),
        )
        for code, (title, asks) in STAGES.items()
    ]


def find_entry(*, enrolment: Enrolment, entry_id: int) -> WorkbookEntry | None:
    """An entry of that participant's own workbook."""
    rows = WorkbookEntry.objects.filter(enrolment=enrolment, pk=entry_id).select_related("by")
    return rows.first()


def list_evidence(*, enrolment: Enrolment, entry_id: int | None = None) -> list[Shown]:
    """Every piece of evidence of a participant, or of one entry, newest first."""
    rows = Evidence.objects.filter(entry__enrolment=enrolment).order_by("-entry__at", "id")
    if entry_id is not None:
        rows = rows.filter(entry_id=entry_id)
    fields = ("id", "entry_id", "entry__title", "source", "kind", "statement", "says", "entry__at")
    return [
        Shown(
            id=key,
            entry_id=entry,
            entry_title=title,
            source=source,
            source_says=SOURCES[source],
            kind_says=KINDS[kind],
            statement=statement,
            says=says,
            at=at,
        )
        for key, entry, title, source, kind, statement, says, at in rows.values_list(*fields)
    ]


def progress_of(*, enrolment: Enrolment, at: datetime) -> tuple[Step, ...]:
    return hours.steps_of(enrolment=enrolment, ways=(Way.WORKED,), at=at)


def papers_of(*, person: Person) -> list[dict[str, object]]:
    """Every entry and piece of evidence of the person."""
    entries = WorkbookEntry.objects.filter(enrolment__person=person).order_by("id")
    evidence = Evidence.objects.filter(entry__enrolment__person=person).order_by("id")
    return [
        *(
            {"paper": "workbook entry", **row}
            for row in entries.values("stage", "title", "text", "minutes", "at")
        ),
        *(
            {"paper": "evidence", **row}
            for row in evidence.values("entry__title", "source", "kind", "statement", "says")
        ),
    ]
