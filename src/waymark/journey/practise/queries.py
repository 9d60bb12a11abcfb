"""Questions about the workbook. The caller has found the enrolment for the viewer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from waymark.ground.programmes.queries import programme_of
from waymark.ground.programmes.values import Item, Way
from waymark.journey.practise.models import Evidence, WorkbookEntry
from waymark.journey.practise.personal_data import DATA
from waymark.journey.practise.words import KINDS, SOURCES, STAGES
from waymark.kit.personal_data import PersonalData, read_personal_data

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment
    from waymark.ground.people.models import Person


@dataclass(frozen=True, kw_only=True)
class StageEntries:
    """One stage of the workbook, with its entries, newest first."""

    code: str
    title: str
    questions: str
    entries: tuple[WorkbookEntry, ...]


@dataclass(frozen=True, kw_only=True)
class EvidenceSummary:
    """One piece of evidence, with its source and kind in words."""

    id: int
    entry_id: int
    entry_title: str
    source: str
    """Code of the source, such as `staff`."""
    source_label: str
    kind_label: str
    statement: str
    description: str
    at: datetime


def find_workbook_item(*, enrolment: Enrolment) -> Item | None:
    """The item of the programme that the workbook earns minutes for."""
    items = programme_of(enrolment.cohort.programme).items
    return next((item for item in items if item.way is Way.WORKED), None)


def list_stages(*, enrolment: Enrolment) -> list[StageEntries]:
    """The four stages in order; the text of the entries is not selected."""
    rows = WorkbookEntry.objects.filter(enrolment=enrolment).defer("text").prefetch_related("evidence")
    entries = list(rows.order_by("-at", "-id"))
    return [
        StageEntries(
            code=code,
            title=title,
            questions=questions,
            entries=tuple(entry for entry in entries if entry.stage == code),
        )
        for code, (title, questions) in STAGES.items()
    ]


def find_entry(*, enrolment: Enrolment, entry_id: int) -> WorkbookEntry | None:
    """An entry of this participant's own workbook."""
    rows = WorkbookEntry.objects.filter(enrolment=enrolment, pk=entry_id).select_related("by")
    return rows.first()


def list_evidence(*, enrolment: Enrolment, entry_id: int | None = None) -> list[EvidenceSummary]:
    """Every piece of evidence of a participant, or of one entry, newest first."""
    rows = Evidence.objects.filter(entry__enrolment=enrolment).order_by("-entry__at", "id")
    if entry_id is not None:
        rows = rows.filter(entry_id=entry_id)
    fields = ("id", "entry_id", "entry__title", "source", "kind", "statement", "description", "entry__at")
    return [
        EvidenceSummary(
            id=evidence_id,
            entry_id=of_entry_id,
            entry_title=title,
            source=source,
            source_label=SOURCES[source],
            kind_label=KINDS[kind],
            statement=statement,
            description=description,
            at=at,
        )
        for evidence_id, of_entry_id, title, source, kind, statement, description, at in rows.values_list(
            *fields
        )
    ]


def personal_data_of(*, person: Person) -> PersonalData:
    """Everything this room holds about a person; `personal_data.py` says what, and what is left out."""
    return read_personal_data(DATA, person=person)
