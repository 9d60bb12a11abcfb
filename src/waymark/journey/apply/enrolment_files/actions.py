"""Upload a file of people, then enrol them in one transaction."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.db import transaction

from waymark.ground.cohorts import actions as cohorts
from waymark.ground.cohorts.queries import list_enrolled_emails, list_working_emails
from waymark.ground.ledger import actions as ledger
from waymark.ground.people import actions as people
from waymark.ground.people import queries as people_queries
from waymark.journey.apply import emails
from waymark.journey.apply.enrolment_files import queries, rules, words
from waymark.journey.apply.enrolment_files.csv_file import CsvLine, CsvTable, UnreadableFile, read_csv
from waymark.journey.apply.enrolment_files.models import (
    EnrolmentFile,
    EnrolmentFileConfirmation,
    UploadedBytes,
)
from waymark.journey.apply.enrolment_files.rules import EnrolmentRow, RowDecision
from waymark.kit.addresses import site_address
from waymark.kit.email_addresses import is_email
from waymark.kit.formatting import long_date
from waymark.kit.locks import lock_row
from waymark.kit.refusals import Reason, Refusal

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort
    from waymark.ground.people.models import Person


class CannotReadFile(Refusal):
    """The file as a whole cannot be read."""


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
    """Checked twice: the first pass finds the email addresses and TRNs to look up."""
    lines = tuple(lines)
    rows = rules.check_lines(lines, enrolled=(), by_email={}, by_trn={}, is_email=is_email)
    return rules.check_lines(
        lines,
        enrolled=list_enrolled_emails(cohort=cohort),
        staff=list_working_emails(cohort=cohort),
        by_email=queries.known_people_by_email(
            cohort=cohort, emails={row.email for row in rows if row.email}
        ),
        by_trn=queries.known_people_by_trn(cohort=cohort, trns={row.trn for row in rows if row.trn}),
        is_email=is_email,
    )


def _stored(row: EnrolmentRow) -> dict[str, object]:
    return {
        **asdict(row),
        "remarks": [[remark.code, remark.detail] for remark in row.remarks],
        "changes": [[change.field, change.before, change.after] for change in row.changes],
    }


@transaction.atomic
def enrol_from_file(
    *,
    file: EnrolmentFile,
    site: str,
    by: Person,
    at: datetime,
    decisions: Mapping[int, RowDecision] | None = None,
) -> EnrolmentFileConfirmation:
    """Enrol every good row of the file, and every doubtful row that `decisions`, by line, say is right; once.

    Changes to people who are known already are made where they were accepted, enrolled or not. Rows of people who
    joined the cohort meanwhile are skipped.
    """
    lock_row(file)
    if confirmation := EnrolmentFileConfirmation.objects.filter(file=file).first():
        return confirmation
    if file.needs_reading or EnrolmentFile.objects.filter(replaces=file).exists():
        raise CannotReadFile(Reason("needs_reading", words.CHOOSE_READING))
    lock_row(file.cohort.provider)
    decisions = decisions or {}
    members = list_enrolled_emails(cohort=file.cohort) | list_working_emails(cohort=file.cohort)
    rows = queries.rows_of(file)
    new = [
        row
        for row in rules.rows_to_enrol(rows, decisions)
        if row.email not in members and row.known_email not in members
    ]
    for row in new:
        _enrol(row, file.cohort, site=site, by=by, at=at)
    for row in rows:
        _accept_changes(row, decisions.get(row.line), file.cohort, site=site, by=by, at=at)
    confirmation = EnrolmentFileConfirmation.objects.create(
        file=file, enrolled=len(new), decisions=[_decided(line) for line in decisions.values()], by=by, at=at
    )
    UploadedBytes.objects.filter(file=file).delete()
    facts = {"enrolled": len(new)}
    ledger.record(
        "apply.file_confirmed", about=file, provider_id=file.cohort.provider_id, by=by, at=at, facts=facts
    )
    return confirmation


def _decided(decision: RowDecision) -> dict[str, Any]:
    """Without the names that were entered, which are the person’s."""
    return {"line": decision.line, "is_right": decision.is_right, "accepted": sorted(decision.accepted)}


def _accept_changes(
    row: EnrolmentRow, decision: RowDecision | None, cohort: Cohort, *, site: str, by: Person, at: datetime
) -> None:
    if decision is None or not decision.accepted:
        return
    person = people_queries.find_person(provider=cohort.provider, email=row.known_email)
    if person is None:
        return
    changes = {change.field: change for change in row.changes if change.field in decision.accepted}
    why: dict[str, Any] = {"person": person, "reason": words.FROM_FILE, "by": by, "at": at}
    make: dict[str, Callable[[], object]] = {
        "name": lambda: people.correct_name(given_name=row.given_name, family_name=row.family_name, **why),
        "trn": lambda: people.correct_trn(trn=row.trn, **why),
        "school": lambda: people.correct_school(name=row.school, **why),
        "email": lambda: people.request_email_change(email=row.email, site=site, **why),
    }
    for field in changes:
        try:
            make[field]()
        except Refusal as refusal:
            sentences = (f"Line {row.line}: {reason.sentence}" for reason in refusal.reasons)
            raise CannotReadFile(
                *(Reason(f"accept-{row.line}-{field}", text) for text in sentences)
            ) from refusal


def _enrol(row: EnrolmentRow, cohort: Cohort, *, site: str, by: Person, at: datetime) -> None:
    person = people.add_person(
        provider=cohort.provider,
        given_name=row.given_name,
        family_name=row.family_name,
        email=row.known_email or row.email,
        trn=row.trn,
        organisation=row.school or row.trust,
        by=by,
        at=at,
    )
    enrolment = cohorts.enrol(cohort=cohort, person=person, by=by, at=at)
    if person.account_id is None:
        people.invite(person=person, site=site, by=by, at=at)
        return
    values = {
        "name": person.name,
        "cohort": cohort.name,
        "starts": long_date(cohort.starts_on),
        "link": site_address("web:home"),
    }
    message = people.Message(
        emails.ENROLLED, person.email, values, once=f"enrolment:{enrolment.pk}", cohort_id=cohort.pk
    )
    people.queue_message(message, provider=cohort.provider, at=at)


@transaction.atomic
def forget_uploaded_bytes(*, before: datetime) -> int:
    """Delete files that were uploaded before that and never confirmed; their rows stay. Returns how many."""
    return UploadedBytes.objects.filter(file__at__lt=before).delete()[0]


@transaction.atomic
def forget_uploads_of(*, provider_id: int) -> int:
    """Delete every file of a provider that was never confirmed: it may name someone who is erased."""
    return UploadedBytes.objects.filter(file__cohort__provider_id=provider_id).delete()[0]
