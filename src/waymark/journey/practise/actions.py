"""Adding to the workbook."""

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
from waymark.kit.refusals import Refusal
from waymark.kit.turns import hold

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment
    from waymark.ground.people.models import Person
    from waymark.ground.programmes.values import Item


class CannotAdd(Refusal):
    """The entry cannot be added so."""


@dataclass(frozen=True, kw_only=True)
class Typed:
    """One piece of evidence as it was typed: where it comes from, how it was gathered, what it says."""

    source: str
    kind: str
    statement: str
    says: str


@transaction.atomic
def add_entry(
    *,
    enrolment: Enrolment,
    item: Item,
    stage: str,
    title: str,
    text: str,
    minutes: int,
    evidence: Typed,
    by: Person,
    at: datetime,
) -> WorkbookEntry:
    """Add an entry with one piece of evidence and credit its minutes. The same entry again is the same entry."""
    framework = framework_of(enrolment.cohort.programme)
    known = {one.code for section in framework.sections for one in section.statements}
    whys = rules.may_add(minutes=minutes, statement=evidence.statement, known=known)
    if whys:
        raise CannotAdd(*words.reasons(whys))
    hold(enrolment)
    entry, is_new = WorkbookEntry.objects.get_or_create(
        enrolment=enrolment,
        item_id=item.id,
        stage=stage,
        title=title,
        text=text,
        minutes=minutes,
        defaults={"by": by, "at": at},
    )
    if is_new:
        Evidence.objects.create(
            entry=entry,
            source=evidence.source,
            kind=evidence.kind,
            statement=evidence.statement,
            says=evidence.says,
        )
        credit(
            enrolment=enrolment,
            item_id=item.id,
            minutes=rules.earns(minutes=minutes, planned=item.minutes),
            source="practise.entry",
            because=entry,
            by=by,
            at=at,
        )
        provider = enrolment.cohort.provider_id
        facts = {"item": item.id, "stage": stage, "minutes": minutes}
        ledger.note("practise.entry_added", about=entry, provider_id=provider, by=by, at=at, facts=facts)
    return entry
