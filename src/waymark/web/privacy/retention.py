"""What has been kept long enough, by class and provider; and its removal, once a lead has switched that on.

Every room says of each kind of record which class it belongs to (`Held.retention`) and which clock it follows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Model, Q, QuerySet

from waymark.ground.ledger import actions as ledger
from waymark.ground.ledger.queries import erased_ids
from waymark.kit.append_only import Changing
from waymark.kit.guards.tables import ERASED, guard_of
from waymark.kit.personal_data import Held, model_of, provider_path_of
from waymark.kit.retention import CLASSES, Class, Clock, Period, RetentionClass, Unit
from waymark.web.privacy import rooms
from waymark.web.privacy.clocks import Clocks
from waymark.web.privacy.models import LegalHold, RetentionPeriod, RetentionSwitch
from waymark.web.privacy.rules import Start, event_start

if TYPE_CHECKING:
    from waymark.ground.people.models import Person, Provider

REASON = "Kept for its time, and then removed."
OF_ENROLMENTS = (Clock.RESULT, Clock.END)


@dataclass(frozen=True)
class ClassRow:
    """One class as a provider keeps it, and how many records are due."""

    kept: Class
    period: Period | None
    is_default: bool
    due: int

    @property
    def says(self) -> str:
        if self.period is None:
            return self.kept.starts[:1].upper() + self.kept.starts[1:]
        number, unit = self.period.number, self.period.unit.value
        return f"{number} {unit if number != 1 else unit.removesuffix('s')} {self.kept.starts}"


def periods_of(*, provider_id: int) -> dict[RetentionClass, Period]:
    """The defaults, with what the provider has changed."""
    periods = {kept.slug: kept.period for kept in CLASSES.values() if kept.period}
    for row in RetentionPeriod.objects.filter(provider_id=provider_id).order_by("id"):
        periods[RetentionClass(row.retention_class)] = Period(row.number, Unit(row.unit))
    return periods


def is_on(*, provider_id: int) -> bool:
    newest = RetentionSwitch.objects.filter(provider_id=provider_id).order_by("-id").first()
    return newest is not None and newest.is_on


def list_classes(*, provider_id: int, at: datetime) -> list[ClassRow]:
    periods = periods_of(provider_id=provider_id)
    due = Counter[RetentionClass]()
    for held, rows in due_records(provider_id=provider_id, at=at):
        due[held.retention] += rows.count()
    return [
        ClassRow(kept, periods.get(kept.slug), periods.get(kept.slug) == kept.period, due[kept.slug])
        for kept in CLASSES.values()
    ]


def due_records(*, provider_id: int, at: datetime) -> Iterator[tuple[Held, QuerySet[Model]]]:
    """Each kind of record with the rows that are due now, without those of people under a legal hold."""
    periods = periods_of(provider_id=provider_id)
    clocks = Clocks(provider_id=provider_id, at=at)
    for held, rows in ticking_records(provider_id=provider_id):
        before = periods[held.retention].before(at)
        yield held, rows.filter(_began_before(held, before, clocks))


def ticking_records(*, provider_id: int) -> Iterator[tuple[Held, QuerySet[Model]]]:
    """Each kind that falls due by time, with the rows that are not removed yet and not held."""
    periods = periods_of(provider_id=provider_id)
    for held in rooms.list_held():
        path = provider_path_of(held)
        if held.retention not in periods or held.kept_because or not path or not _has_clock(held):
            continue
        rows = model_of(held)._base_manager.filter(**{path: provider_id})
        yield held, _not_held(_not_erased(rows, held), held, provider_id)


def _has_clock(held: Held) -> bool:
    """An application falls due only if it came to nothing."""
    clock = CLASSES[held.retention].clock
    if held.retention is RetentionClass.REJECTED_APPLICATION:
        return bool(held.due_if)
    return clock in (Clock.OWN, Clock.EVENT) or (clock in OF_ENROLMENTS and bool(held.enrolment))


def _began_before(held: Held, before: datetime, clocks: Clocks) -> Q:
    clock = CLASSES[held.retention].clock
    if clock is Clock.OWN:
        return Q(**{f"{clock_path_of(held)}__lt": before}, **held.due_if)
    if clock is Clock.EVENT:
        return Q(pk__in=[row_id for row_id, start in event_starts(held, clocks) if start.at < before])
    ended = [pk for pk, start in clocks.starts(clock).items() if start.at < before]
    return Q(**{f"{held.enrolment}__in": ended})


def event_starts(held: Held, clocks: Clocks) -> Iterator[tuple[int, Start]]:
    """Of each row, when the last event was over that its person could come to."""
    path = provider_path_of(held)
    rows = model_of(held)._base_manager.filter(**{path: clocks.provider_id}).order_by("pk")
    for row_id, person_id, recorded_at in rows.values_list("pk", held.about[0], held.at):
        yield row_id, event_start(clocks.events_of(person_id), recorded_at=recorded_at)


def clock_path_of(held: Held) -> str:
    """The path to the moment at which the record’s own clock begins."""
    return held.clock or held.at


def _not_erased(rows: QuerySet[Model], held: Held) -> QuerySet[Model]:
    if held.deletes:
        return rows
    if isinstance(guard_of(model_of(held)), Changing):
        return rows.exclude(**{held.erases[0]: ERASED})
    return rows.exclude(pk__in=erased_ids(table=model_of(held)._meta.db_table))


def _not_held(rows: QuerySet[Model], held: Held, provider_id: int) -> QuerySet[Model]:
    holds = LegalHold.objects.filter(person__provider_id=provider_id, lifted_at=None).select_related("person")
    for hold in holds:
        for path in held.about:
            rows = rows.exclude(**{path: hold.person_id})
        for path in held.emails:
            rows = rows.exclude(**{f"{path}__iexact": hold.person.email})
    return rows


@transaction.atomic
def remove_due(*, provider: Provider, at: datetime) -> dict[str, int]:
    """Remove what is due; how many records of each class. The audit log gets a line if there were any."""
    removed = Counter[str]()
    for held, rows in due_records(provider_id=provider.pk, at=at):
        ids = list(rows.values_list("pk", flat=True))
        if not ids:
            continue
        if held.deletes:
            model_of(held)._base_manager.filter(pk__in=ids).delete()
        else:
            ledger.erase_rows(
                model=model_of(held),
                row_ids=ids,
                fields=held.erases,
                provider_id=provider.pk,
                reason=REASON,
                by=None,
                at=at,
            )
        removed[held.retention.value] += len(ids)
    if removed:
        ledger.record(
            "web.retention", about=provider, provider_id=provider.pk, by=None, at=at, facts=dict(removed)
        )
    return dict(removed)


@transaction.atomic
def change_period(
    *, provider: Provider, retention_class: RetentionClass, number: int, unit: Unit, by: Person, at: datetime
) -> RetentionPeriod:
    """How long the provider keeps a class from now on. Classes that are kept for good have no period."""
    facts = {"class": retention_class.value, "number": number, "unit": unit.value}
    row = RetentionPeriod.objects.create(
        provider=provider, retention_class=retention_class.value, number=number, unit=unit.value, by=by, at=at
    )
    ledger.record("web.period_changed", about=provider, provider_id=provider.pk, by=by, at=at, facts=facts)
    return row


@transaction.atomic
def switch(*, provider: Provider, on: bool, by: Person, at: datetime) -> None:
    """Switch the daily removal on or off. Switching to what it is already changes nothing."""
    if is_on(provider_id=provider.pk) == on:
        return
    RetentionSwitch.objects.create(provider=provider, is_on=on, by=by, at=at)
    ledger.record(
        "web.retention_switched", about=provider, provider_id=provider.pk, by=by, at=at, facts={"on": on}
    )
