"""Upload a file of people, and choose how it is read. `confirming.py` enrols them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.db import transaction

from waymark.ground.cohorts.queries import list_enrolled_emails, list_working_emails
from waymark.ground.ledger import actions as ledger
from waymark.journey.apply.enrolment_files import queries, rules, words
from waymark.journey.apply.enrolment_files.confirming import CannotReadFile
from waymark.journey.apply.enrolment_files.csv_file import CsvLine, CsvTable, UnreadableFile, read_csv
from waymark.journey.apply.enrolment_files.models import EnrolmentFile, UploadedBytes
from waymark.journey.apply.enrolment_files.rules import EnrolmentRow
from waymark.kit.email_addresses import is_email
from waymark.kit.locks import lock_row
from waymark.kit.refusals import Reason

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort
    from waymark.ground.people.models import Person


@transaction.atomic
def upload_enrolment_file(
    *, cohort: Cohort, name: str, data: bytes, by: Person, at: datetime
) -> EnrolmentFile:
    """Read and check a CSV file. This enrols no one. The same file twice, not confirmed in between, is one."""
    table = _read(data)
    lock_row(cohort)
    named = {
        "cohort": cohort,
        "name": rules.tidy(name)[:200] or "file.csv",
        "digest": sha256(data).hexdigest(),
    }
    waiting = EnrolmentFile.objects.filter(**named, confirmation=None, replaced_by=None).order_by("id").last()
    rows = _check(cohort, table.lines)
    if waiting is not None and waiting.rows == json.loads(json.dumps([_stored(row) for row in rows])):
        return waiting
    return _save(table, rows, named, data, needs_reading=table.readings.needs_choice, by=by, at=at)


@transaction.atomic
def choose_reading(*, file: EnrolmentFile, encoding: str, by: Person, at: datetime) -> EnrolmentFile:
    """Read an uploaded file as someone who saw three of its rows chose. The same choice twice is one."""
    row = lock_row(file)
    if chosen := EnrolmentFile.objects.filter(replaces=row, encoding=encoding).first():
        return chosen
    uploaded = UploadedBytes.objects.filter(file=row).first()
    if uploaded is None or EnrolmentFile.objects.filter(replaces=row).exists():
        raise CannotReadFile(Reason("gone", words.READING_CHOSEN))
    data = bytes(uploaded.data)
    table = _read(data, encoding=encoding)
    if table.reading.encoding != encoding:
        raise CannotReadFile(Reason("encoding", "Select how the names should be read"))
    named = {"cohort": file.cohort, "name": row.name, "digest": row.digest}
    rows = _check(file.cohort, table.lines)
    chosen = _save(table, rows, named, data, needs_reading=False, by=by, at=at, replaces=row)
    uploaded.delete()
    return chosen


def _read(data: bytes, *, encoding: str = "") -> CsvTable:
    try:
        return read_csv(data, encoding=encoding)
    except UnreadableFile as error:
        raise CannotReadFile(Reason("unreadable", str(error))) from error


def _save(
    table: CsvTable,
    rows: tuple[EnrolmentRow, ...],
    named: dict[str, Any],
    data: bytes,
    *,
    needs_reading: bool,
    by: Person,
    at: datetime,
    replaces: EnrolmentFile | None = None,
) -> EnrolmentFile:
    file = EnrolmentFile.objects.create(
        **named,
        replaces=replaces,
        needs_reading=needs_reading,
        encoding=table.reading.encoding,
        separators=table.separators,
        unread=[rules.tidy(heading) for heading in table.unread],
        rows=[_stored(row) for row in rows],
        by=by,
        at=at,
    )
    UploadedBytes.objects.create(file=file, data=data)
    facts = {verdict.value: count for verdict, count in rules.count_verdicts(rows).items()}
    verb = "apply.file_read_again" if replaces else "apply.file_brought"
    ledger.record(verb, about=file, provider_id=file.cohort.provider_id, by=by, at=at, facts=facts)
    return file


def _check(cohort: Cohort, lines: Iterable[CsvLine]) -> tuple[EnrolmentRow, ...]:
    """The rows say which email addresses and TRNs to look up."""
    rows = rules.read_lines(lines, is_email=is_email)
    return rules.check_rows(
        rows,
        enrolled=list_enrolled_emails(cohort=cohort),
        staff=list_working_emails(cohort=cohort),
        by_email=queries.known_people_by_email(
            cohort=cohort, emails={row.email for row in rows if row.email}
        ),
        by_trn=queries.known_people_by_trn(cohort=cohort, trns={row.trn for row in rows if row.trn}),
    )


def _stored(row: EnrolmentRow) -> dict[str, object]:
    return {
        **vars(row),
        "remarks": [[remark.code, remark.detail] for remark in row.remarks],
        "changes": [[change.field, change.before, change.after] for change in row.changes],
    }


@transaction.atomic
def forget_uploaded_bytes(*, before: datetime) -> int:
    """Delete files that were uploaded before that and never confirmed; their rows stay. Returns how many."""
    return UploadedBytes.objects.filter(file__at__lt=before).delete()[0]


@transaction.atomic
def forget_uploads_of(*, provider_id: int) -> int:
    """Delete every file of a provider that was never confirmed: it may name someone who is erased."""
    return UploadedBytes.objects.filter(file__cohort__provider_id=provider_id).delete()[0]
