"""Adding entries to the workbook."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.ground.hours.actions import credit
from waymark.ground.ledger import actions as ledger
from waymark.ground.programmes.queries import framework_of
from waymark.journey.practise import rules, words
from waymark.journey.practise.models import Evidence, WorkbookEntry
from waymark.kit.locks import lock_row
from waymark.kit.refusals import Refusal, reasons_for

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment
    from waymark.ground.people.models import Person
    from waymark.ground.programmes.values import Item


class CannotAddEntry(Refusal):
    """The entry cannot be added."""


@dataclass(frozen=True, kw_only=True)
class NewEvidence:
    """A piece of evidence as entered: its source, how it was collected, the statement, what it shows."""

    source: str
    kind: str
    statement: str
    description: str


@transaction.atomic
def add_entry(
    *,
    enrolment: Enrolment,
    item: Item,
    stage: str,
    title: str,
    text: str,
    minutes: int,
    evidence: NewEvidence,
    by: Person,
    at: datetime,
) -> WorkbookEntry:
    """Add an entry with one piece of evidence, and credit its minutes. The same entry sent twice is added once."""
    framework = framework_of(enrolment.cohort.programme)
    codes = {statement.code for section in framework.sections for statement in section.statements}
    decision = rules.may_add_entry(minutes=minutes, statement=evidence.statement, framework_codes=codes)
    if not decision.allowed:
        raise CannotAddEntry(*reasons_for(decision.reasons, words.SENTENCES))
    lock_row(enrolment)
    content = {"item_id": item.id, "stage": stage, "title": title, "text": text, "minutes": minutes}
    same_evidence = {f"evidence__{name}": value for name, value in vars(evidence).items()}
    entry = WorkbookEntry.objects.filter(enrolment=enrolment, **content, **same_evidence).first()
    if entry is None:
        entry = WorkbookEntry.objects.create(enrolment=enrolment, **content, by=by, at=at)
        Evidence.objects.create(entry=entry, **vars(evidence))
        credit(
            enrolment=enrolment,
            item_id=item.id,
            minutes=rules.minutes_to_credit(minutes=minutes, planned=item.minutes),
            source="practise.entry",
            because=entry,
            by=by,
            at=at,
        )
        provider_id = enrolment.cohort.provider_id
        facts = {"item": item.id, "stage": stage, "minutes": minutes}
        ledger.record("practise.entry_added", about=entry, provider_id=provider_id, by=by, at=at, facts=facts)
    return entry
