"""Rows are sealed by the worker; whatever was changed behind the application is named."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, IntegrityError, connection, connections, transaction

from tests.cast import Cast, the_cast
from tests.guards import guards_off
from waymark.ground.ledger import actions, jobs, queries
from waymark.ground.ledger.models import Entry, Erasure, Seal, SealBatch, SealedShape, Unsealed
from waymark.ground.ledger.seals import exporting
from waymark.ground.ledger.seals.sealing import BATCH_SIZE, seal_waiting
from waymark.ground.ledger.seals.tables import list_sealed_tables
from waymark.kit.guards.installing import QUEUE_ALL

Email, Invitation = apps.get_model("people.Email"), apps.get_model("people.Invitation")
APPENDERS, ENTRIES_EACH = 64, 5


@pytest.fixture(autouse=True)
def own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(settings, "VAR", tmp_path)


@pytest.fixture
def sealed(cast: Cast) -> Cast:
    """The cast, with every row sealed."""
    for number in range(5):
        _record(cast, number)
    jobs.run(at=cast.at)
    seal_waiting(at=cast.at)
    assert queries.verify().first_bad is None
    return cast


def _record(cast: Cast, number: int) -> None:
    facts = {"number": number}
    actions.record(
        f"test.{number}", about=cast.cohort, provider_id=cast.llse.pk, by=cast.grace, at=cast.at, facts=facts
    )


def _entries() -> list[Entry]:
    return list(Entry.objects.filter(verb__startswith="test.").order_by("id"))


def test_rows_wait_until_the_worker_seals_them(cast: Cast) -> None:
    waiting = queries.verify()
    assert waiting.rows == Unsealed.objects.count() == waiting.waiting > 0
    assert seal_waiting(at=cast.at) == waiting.rows
    sealed = queries.verify()
    assert (sealed.rows, sealed.sealed, sealed.erased, sealed.first_bad) == (
        waiting.rows,
        waiting.rows,
        0,
        None,
    )
    assert not Unsealed.objects.exists()


def test_each_provider_has_a_chain_of_its_own(sealed: Cast) -> None:
    assert set(SealBatch.objects.values_list("provider_id", flat=True)) >= {sealed.llse.pk, sealed.ucl.pk}
    numbers = (
        SealBatch.objects.filter(provider_id=sealed.llse.pk).order_by("id").values_list("number", flat=True)
    )
    assert list(numbers) == list(range(1, len(numbers) + 1))


CHANGES: dict[str, Callable[[list[Entry]], Any]] = {
    "change": lambda rows: Entry.objects.filter(pk=rows[1].pk).update(facts={"number": 9}),
    "change of who": lambda rows: Entry.objects.filter(pk=rows[1].pk).update(by=None),
    "deletion": lambda rows: Entry.objects.filter(pk=rows[1].pk).delete(),
    "swap": lambda rows: [
        Entry.objects.filter(pk=rows[one].pk).update(verb=rows[other].verb, facts=rows[other].facts)
        for one, other in ((1, 3), (3, 1))
    ],
    "change of its seal": lambda rows: _seal_of(rows[1]).update(commitment=b"0" * 32),
    "removal of its seal": lambda rows: _seal_of(rows[1]).delete(),
    "removal of its salt": lambda rows: _seal_of(rows[1]).update(salt=None),
}


def _seal_of(entry: Entry) -> Any:
    return Seal.objects.filter(shape__table="ledger_entry", row_id=entry.pk)


@pytest.mark.parametrize("change", CHANGES)
def test_the_row_that_was_changed_is_named(sealed: Cast, change: str) -> None:
    rows = _entries()
    with guards_off():
        CHANGES[change](rows)
    assert queries.verify().first_bad == ("ledger_entry", rows[1].pk)


def test_a_row_that_was_added_without_triggers_is_named(sealed: Cast) -> None:
    added = _entries()[2]
    added.pk = None
    with guards_off():
        added.save(force_insert=True)
    assert queries.verify().first_bad == ("ledger_entry", added.pk)


def test_a_row_that_was_removed_before_its_seal_is_named(sealed: Cast) -> None:
    _record(sealed, 9)
    row = _entries()[-1]
    with guards_off():
        Entry.objects.filter(pk=row.pk).delete()
    seal_waiting(at=sealed.at)
    assert queries.verify().first_bad == ("ledger_entry", row.pk)


def test_a_row_sealed_again_after_a_change_is_named(sealed: Cast) -> None:
    row = _entries()[1]
    with guards_off():
        Entry.objects.filter(pk=row.pk).update(verb="test.other")
    Unsealed.objects.create(table="ledger_entry", row_id=row.pk)
    seal_waiting(at=sealed.at)
    assert queries.verify().first_bad == ("ledger_entry", row.pk)


def test_a_removed_or_changed_batch_is_named(sealed: Cast) -> None:
    batch = SealBatch.objects.filter(provider_id=sealed.llse.pk).order_by("number")[0]
    with guards_off():
        SealBatch.objects.filter(pk=batch.pk).update(head="0" * 64)
    assert queries.verify().first_bad == ("ledger_sealbatch", batch.pk)


def test_a_seal_that_covers_fewer_columns_is_named(sealed: Cast) -> None:
    shape = SealedShape.objects.get(table="ledger_entry")
    with guards_off():
        SealedShape.objects.filter(pk=shape.pk).update(columns=["verb"])
    assert queries.verify().first_bad == ("ledger_sealedshape", shape.pk)


def test_what_may_happen_once_is_sealed_when_it_happens(cast: Cast) -> None:
    invitation = Invitation.objects.create(
        person=cast.grace, token_digest="0", at=cast.at, expires_at=cast.at
    )
    row = Invitation.objects.filter(pk=invitation.pk)
    seal_waiting(at=cast.at)
    row.update(accepted_at=cast.at)
    assert queries.verify().first_bad is None
    seal_waiting(at=cast.at)
    assert queries.verify().first_bad is None
    with guards_off():
        row.update(accepted_at=None)
    assert queries.verify().first_bad == ("people_invitation", invitation.pk)


def test_the_head_leaves_the_database_once_a_day(sealed: Cast) -> None:
    assert {head.provider_id for head in exporting.list_exported_heads()} >= {sealed.llse.pk, sealed.ucl.pk}
    assert exporting.export_heads(at=sealed.at) == 0
    exported = Entry.objects.filter(verb="ledger.head_exported", provider_id=sealed.llse.pk).get()
    assert exported.facts["head"] in {head.head for head in exporting.list_exported_heads()}


def test_a_chain_that_was_remade_differs_from_the_exported_head(sealed: Cast) -> None:
    with guards_off():
        Entry.objects.filter(pk=_entries()[1].pk).update(verb="test.other")
        for model in (Seal, SealBatch, SealedShape, Unsealed):
            model.objects.all().delete()
    with connection.cursor() as cursor:
        for table in list_sealed_tables():
            cursor.execute(QUEUE_ALL.format(table=table, pk="id"))
    while seal_waiting(at=sealed.at):
        pass
    bad = queries.verify().first_bad
    assert bad is not None
    assert bad[0] == "exported head"


def test_a_changed_export_is_named(sealed: Cast) -> None:
    path = sorted((settings.VAR / "seals").glob("*.json"))[0]
    file = json.loads(path.read_text("utf-8"))
    path.write_text(
        json.dumps(file | {"signed": file["signed"].replace('"number": ', '"number": 1')}), "utf-8"
    )
    assert queries.verify().first_bad == ("exported head", path.name)


def test_an_erased_row_is_counted_as_erased(sealed: Cast) -> None:
    email = Email.objects.create(
        provider=sealed.llse,
        to="a@school.example",
        subject="Hello",
        text="Dear Amina",
        at=sealed.at,
        once="x",
    )
    erasure = actions.erase(row=email, reason="Asked for", by=sealed.grace, at=sealed.at)
    email.refresh_from_db()
    assert (email.to, email.subject, email.text, email.once) == ("[erased]", "[erased]", "[erased]", "x")
    assert not Seal.objects.filter(shape__table="people_email", row_id=email.pk).exclude(salt=None).exists()
    seal_waiting(at=sealed.at)
    verification = queries.verify()
    assert (verification.erased, verification.first_bad) == (1, None)
    assert actions.erase(row=email, reason="Again", by=sealed.grace, at=sealed.at) == erasure
    assert Entry.objects.filter(verb="ledger.erased").count() == 1


def test_an_erased_row_does_not_change_again(sealed: Cast) -> None:
    email = Email.objects.create(
        provider=sealed.llse,
        to="a@school.example",
        subject="Hello",
        text="Dear Amina",
        at=sealed.at,
        once="x",
    )
    actions.erase(row=email, reason="Asked for", by=sealed.grace, at=sealed.at)
    with pytest.raises(IntegrityError, match="only grows"), transaction.atomic():
        Email.objects.filter(pk=email.pk).update(text="Something else")


def test_an_erasure_without_the_application_is_named(sealed: Cast) -> None:
    row = _entries()[1]
    with guards_off():
        erasure = Erasure.objects.create(
            provider=sealed.llse, table="ledger_entry", row_id=row.pk, reason="", by=None, at=sealed.at
        )
        Entry.objects.filter(pk=row.pk).update(verb="test.other")
        _seal_of(row).update(salt=None)
    assert queries.verify().first_bad == ("ledger_erasure", erasure.pk)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_many_appenders_leave_no_gap_and_wait_for_no_seal() -> None:
    cast = the_cast()
    problems: list[DatabaseError] = []
    done = threading.Event()

    def append(first: int) -> None:
        try:
            for number in range(first, first + ENTRIES_EACH):
                with transaction.atomic():
                    _record(cast, number)
        except DatabaseError as problem:
            problems.append(problem)
        finally:
            connections.close_all()

    def seal() -> None:
        try:
            while not done.is_set():
                seal_waiting(at=cast.at)
                done.wait(0.01)
        finally:
            connections.close_all()

    sealer = threading.Thread(target=seal)
    sealer.start()
    appenders = [
        threading.Thread(target=append, args=(ENTRIES_EACH * number,)) for number in range(APPENDERS)
    ]
    for wave in (appenders[start : start + 16] for start in range(0, APPENDERS, 16)):
        for thread in wave:
            thread.start()
        for thread in wave:
            thread.join()
    done.set()
    sealer.join()
    assert problems == []
    while seal_waiting(at=cast.at) == BATCH_SIZE:
        pass
    verification = queries.verify()
    assert len(_entries()) == APPENDERS * ENTRIES_EACH
    assert (verification.waiting, verification.first_bad) == (0, None)
    assert verification.sealed == verification.rows
