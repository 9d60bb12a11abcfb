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
from waymark.journey.award.queries import list_ended_before
from waymark.kit.append_only import Changing
from waymark.kit.guards.tables import ERASED, guard_of
from waymark.kit.personal_data import Held, model_of, provider_path_of
from waymark.kit.retention import CLASSES, Class, Clock, Period, RetentionClass, Unit
from waymark.web.privacy import rooms
from waymark.web.privacy.models import LegalHold, RetentionPeriod, RetentionSwitch

if TYPE_CHECKING:
    from waymark.ground.people.models import Person, Provider

REASON = "Kept for its time, and then removed."


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
    for held in rooms.list_held():
        period = periods.get(held.retention)
        if period is None or held.kept_because or not provider_path_of(held):
            continue
        condition = _clock_of(held, provider_id=provider_id, before=period.before(at))
        if condition is None:
            continue
        rows = model_of(held)._base_manager.filter(
            condition, **held.due_if, **{provider_path_of(held): provider_id}
        )
        yield held, _not_held(_not_erased(rows, held), held, provider_id)


def _clock_of(held: Held, *, provider_id: int, before: datetime) -> Q | None:
    """Whether the clock of a row began before that moment; None for records that never fall due."""
    clock = CLASSES[held.retention].clock
    if held.retention is RetentionClass.REJECTED_APPLICATION and not held.due_if:
        return None
    if clock in (Clock.OWN, Clock.EVENT):
        return Q(**{f"{held.clock or held.at}__lt": before})
    if clock in (Clock.RESULT, Clock.END) and held.enrolment:
        return Q(**{f"{held.enrolment}__in": list_ended_before(provider_id=provider_id, before=before)})
    return None


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
