"""Every model says which of its rows may change, and the database refuses the rest, by whatever statement."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import DatabaseError, IntegrityError, connection, models, transaction

from tests import access
from tests.cast import Cast
from tests.guards import guards_off
from tests.house.test_docs import rows_of
from tests.house.walls import ROOT
from waymark.bridges.mail.models import Delivery, Withheld
from waymark.ground.emails import actions as emails
from waymark.ground.emails.models import Announcement
from waymark.ground.ledger.actions import erase
from waymark.ground.ledger.seals.sealing import seal_waiting
from waymark.ground.papers.models import Paper
from waymark.ground.people.models import Email, Invitation, Provider
from waymark.ground.schools.models import SchoolFile
from waymark.journey.apply.models import (
    Application,
    ApplicationConsent,
    CohortPlaces,
    EnrolmentFile,
    EnrolmentFileConfirmation,
    EnrolmentFilePart,
    Offer,
    OfferAnswer,
    OfferRequest,
    WaitingOrder,
)
from waymark.journey.award.models import AwardRecord, Outcome
from waymark.journey.sit.models import (
    DeskReport,
    MissedNotice,
    Reminder,
    Submission,
    SubmissionWithdrawal,
    WindowEntry,
)
from waymark.kit.append_only import AppendOnly, Changing, FrozenWhen
from waymark.kit.guards.installing import list_missing, put_on, take_off_for_migrations
from waymark.kit.guards.tables import Table, guard_of, list_tables
from waymark.web.leaving.models import HandOver

OURS = [model for model in apps.get_models() if model.__module__.startswith("waymark.")]
BOOKS = ROOT / "docs" / "rules" / "books.md"
DECLARATIONS = (AppendOnly, FrozenWhen, Changing)


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_a_model_says_which_of_its_rows_may_change(model: type[models.Model]) -> None:
    guard = guard_of(model)
    assert isinstance(guard, DECLARATIONS), f"{model._meta.label} has no `guard` (kit/append_only.py)"
    if isinstance(guard, Changing):
        assert guard.because


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_an_append_only_row_belongs_to_a_provider(model: type[models.Model]) -> None:
    guard = guard_of(model)
    if not isinstance(guard, AppendOnly):
        return
    if not guard.provider:
        assert model._meta.label in (
            "ledger.Seal",
            "ledger.SealBatch",
            "ledger.SealedShape",
            "programmes.FrozenPack",
            "schools.SchoolFile",
        )
    for path in filter(None, (guard.provider, guard.provider_otherwise)):
        assert _leads_to(model, path) is Provider
    for name in (*guard.may_set, *guard.may_clear):
        assert model._meta.get_field(name).null


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_a_table_is_listed_in_the_rules(model: type[models.Model]) -> None:
    guard = guard_of(model)
    if isinstance(guard, AppendOnly):
        room, name = model._meta.label.split(".")
        rows = dict(rows_of(BOOKS, cells=2))
        assert f"`{name}`" in re.sub(r" \([^)]*\)", "", rows[f"`{room}`"]).split(", ")
        return
    reason = guard.because if isinstance(guard, Changing) else guard.message
    assert [f"`{model._meta.label}`", reason] in rows_of(BOOKS, cells=2)


def _leads_to(model: Any, path: str) -> Any:
    for name in path.split("__"):
        try:
            model = model._meta.get_field(name).related_model
        except FieldDoesNotExist:
            pytest.fail(f"{path} leads nowhere from {model._meta.label}")
    return model


@pytest.mark.slow
@pytest.mark.django_db
def test_no_statement_changes_a_row_that_must_stay() -> None:
    _plant(access.build(access.LLSE))
    tables = list_tables(connection)
    assert list_missing(connection) == []
    _check_foreign_keys()
    passed = [
        f"{table.name}: {statement}"
        for table in tables
        for statement in _attempts(table)
        if _passes(statement, table)
    ]
    assert passed == []


@pytest.mark.slow
@pytest.mark.django_db
def test_the_same_statements_pass_without_guards() -> None:
    _plant(access.build(access.LLSE))
    tables = list_tables(connection)
    _check_foreign_keys()
    with guards_off(connection):
        harmless = [
            table.name
            for table in tables
            if not any(_passes(statement, table) for statement in _attempts(table))
        ]
    assert harmless == []


def _plant(world: access.World) -> None:
    """A row in each table that the world leaves empty."""
    lead, at = world.setup.staff["lead"], access.NOW
    file = EnrolmentFile.objects.create(
        cohort=world.writing, name="a.csv", digest="0", rows=[], by=lead, at=at
    )
    confirmation = EnrolmentFileConfirmation.objects.create(file=file, enrolled=1, by=lead, at=at)
    EnrolmentFilePart.objects.create(
        confirmation=confirmation, number=1, until_line=2, enrolled=1, site="", is_last=True, at=at
    )
    submission = Submission.objects.exclude(sitting=None)[0]
    sitting = submission.of
    Reminder.objects.create(window=sitting.window, close=at, hours_before=2, written=1, at=at)
    MissedNotice.objects.create(window=sitting.window, written=1, at=at)
    WindowEntry.objects.create(window=sitting.window, enrolment=sitting.enrolment, at=at)
    DeskReport.objects.create(sitting=sitting, kind="offline", seconds=3, client="a", at=at)
    SubmissionWithdrawal.objects.create(submission=submission, sitting=sitting, by=lead, at=at)
    outcome = Outcome.objects.filter(awarded=True)[0]
    AwardRecord.objects.create(outcome=outcome, name="A", award="B", awarded_on=at.date(), at=at)
    Delivery.objects.create(email=Email.objects.all()[0], at=at)
    Withheld.objects.create(email=Email.objects.all()[1], why=Withheld.Reason.OFF, at=at)
    HandOver.objects.create(leaver=lead, to=lead, piece="group", row_id=1, by=lead, at=at)
    provider = world.setup.provider
    emails.record_consent(provider=provider, email="a@b.example", given=True, how="a", wording="b", at=at)
    emails.unsubscribe(provider_id=provider.pk, digest="0", at=at)
    Announcement.objects.create(provider=provider, key="a", at=at)
    loaded = {"new": 1, "changed": 0, "closed": 0, "unchanged": 0, "missing": 0, "left_out": 0}
    SchoolFile.objects.create(name="a.csv", digest="0", encoding="UTF-8", **loaded, at=at)
    _plant_an_offer(world)
    seal_waiting(at=at)
    erase(row=file, reason="Asked for", by=lead, at=at)


def _plant_an_offer(world: access.World) -> None:
    """An offer that expired, was asked for again and answered, for an applicant who agreed to something."""
    lead, at = world.setup.staff["lead"], access.NOW
    application = Application.objects.all()[0]
    said = {"kind": "privacy", "version": "1", "sentence": "I have read it", "is_given": True}
    ApplicationConsent.objects.get_or_create(
        application=application, kind="privacy", defaults={**said, "at": at}
    )
    WaitingOrder.objects.create(cohort=world.writing, applications=[], reason="a", by=lead, at=at)
    CohortPlaces.objects.create(cohort=world.writing, places=3, by=lead, at=at)
    offer = Offer.objects.create(application=application, expires_at=at, by=lead, at=at)
    OfferRequest.objects.create(offer=offer, at=at)
    OfferAnswer.objects.create(offer=offer, accepted=True, at=at)


def _check_foreign_keys() -> None:
    """PostgreSQL empties no table whose foreign keys are still to be checked."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _attempts(table: Table) -> Iterator[str]:
    pk, row = _a_row(table)
    here = f'WHERE "{table.pk}" = {_literal(pk)}'
    columns = ", ".join(f'"{column}"' for column in table.columns)
    may_change = {*table.may_set, *table.may_clear, *table.may_change}
    for column in sorted({*table.columns} - {table.pk}):
        if column not in may_change and row[column] is not None:
            yield f'UPDATE "{table.name}" SET "{column}" = NULL {here}'
    yield f'DELETE FROM "{table.name}" {here}'
    copy = f'INTO "{table.name}" ({columns}) SELECT {columns} FROM "{table.name}" {here}'
    same = f'DO UPDATE SET "{_text_of(table)}" = NULL'
    yield f'INSERT {copy} ON CONFLICT ("{table.pk}") {same}'
    if connection.vendor == "postgresql":
        yield f'TRUNCATE "{table.name}" CASCADE'
        return
    yield f"INSERT OR REPLACE {copy}"
    for key in table.keys:
        values = ", ".join(_replacement(table, column, key.columns) for column in table.columns)
        if not key.condition and all(row[column] is not None for column in key.columns):
            into = f'INTO "{table.name}" ({columns}) SELECT {values} FROM "{table.name}" {here}'
            yield f"INSERT OR REPLACE {into}"


def _a_row(table: Table) -> tuple[Any, dict[str, Any]]:
    """One that must stay as it is."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table.name}" WHERE {table.frozen(table.name)} LIMIT 1')
        row = cursor.fetchone()
        assert row, f"no row in {table.name}: make one in tests/access.py or in `_plant`"
        named = dict(zip([column[0] for column in cursor.description], row, strict=True))
    return named[table.pk], named


def _literal(value: Any) -> str:
    return str(value) if isinstance(value, int) else f"'{value}'"


def _text_of(table: Table) -> str:
    """A column that must stay."""
    may_change = {*table.may_set, *table.may_clear, *table.may_change, table.pk}
    return next(column for column in reversed(table.columns) if column not in may_change)


def _replacement(table: Table, column: str, key: tuple[str, ...]) -> str:
    """What is written in place of a row with the same key: another id, everything else as it was."""
    if column == table.pk and column not in key:
        return f'(SELECT max("{column}") + 1000 FROM "{table.name}")'
    return f'"{column}"'


def _passes(statement: str, table: Table) -> bool:
    """Whether the rows are different afterwards; they are put back."""
    before = _rows(table)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
            changed = _rows(table) != before
            transaction.set_rollback(True)
    except DatabaseError as problem:
        guarded = table.message in str(problem)
        return not guarded and "NOT NULL" not in str(problem) and "null value" not in str(problem)
    return changed


def _rows(table: Table) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table.name}" ORDER BY 1')
        return list(cursor.fetchall())


@pytest.mark.django_db
def test_a_frozen_row_is_not_overwritten_by_another() -> None:
    """UPDATE OR REPLACE would remove the row whose key is taken; PostgreSQL refuses the second key by itself."""
    world = access.build(access.LLSE)
    locked = Paper.objects.filter(lock__isnull=False)[0]
    draft = Paper.objects.create(
        provider=world.setup.provider, code="draft", title="Draft", programme_slug="a", body={}, at=access.NOW
    )
    Paper.objects.filter(pk=draft.pk).update(title="Another title")
    act = "UPDATE" if connection.vendor == "postgresql" else "UPDATE OR REPLACE"
    for column, value in (("code", locked.code), ("id", locked.pk)):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"{act} papers_paper SET {column} = %s WHERE id = %s", [value, draft.pk])
    assert Paper.objects.get(pk=locked.pk).title == locked.title


@pytest.mark.django_db
def test_what_may_happen_once_does_not_happen_twice(cast: Cast) -> None:
    invitation = Invitation.objects.create(
        person=cast.grace, token_digest="0", at=cast.at, expires_at=cast.at, by=None
    )
    row = Invitation.objects.filter(pk=invitation.pk)
    row.update(accepted_at=cast.at)
    later = cast.at + timedelta(days=1)
    for changed in ({"accepted_at": None}, {"accepted_at": later}, {"expires_at": later}):
        with pytest.raises(IntegrityError, match="only grows"), transaction.atomic():
            row.update(**changed)


BREAKS = {
    "postgresql": (
        "ALTER TABLE mark_mark DISABLE TRIGGER guard_mark_mark",
        "DROP FUNCTION guard_sit_answer CASCADE",
    ),
    "sqlite": ("DROP TRIGGER guard_mark_mark_delete", "DROP TRIGGER guard_sit_answer_update"),
}


@pytest.mark.django_db
def test_a_missing_guard_is_named_and_put_back() -> None:
    with connection.cursor() as cursor:
        for statement in BREAKS[connection.vendor]:
            cursor.execute(statement)
    assert set(list_missing(connection)) == {"sit_answer", "mark_mark"}
    put_on(using="default")
    assert list_missing(connection) == []


@pytest.mark.django_db
def test_only_sqlite_has_no_guards_while_migrations_run() -> None:
    take_off_for_migrations(using="default", plan=[])
    assert list_missing(connection) == []
    take_off_for_migrations(using="default", plan=["a migration"])
    missing = len(list_tables(connection)) if connection.vendor == "sqlite" else 0
    assert len(list_missing(connection)) == missing
    put_on(using="default")
    assert list_missing(connection) == []
