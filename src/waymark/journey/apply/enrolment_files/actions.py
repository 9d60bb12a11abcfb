"""Upload a file of people, then enrol them in one transaction."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.ground.cohorts import actions as cohorts
from waymark.ground.cohorts.queries import list_enrolled_emails, list_working_emails
from waymark.ground.ledger import actions as ledger
from waymark.ground.people import actions as people
from waymark.journey.apply import emails
from waymark.journey.apply.enrolment_files import queries, rules
from waymark.journey.apply.enrolment_files.csv_file import CsvLine, UnreadableFile, read_csv
from waymark.journey.apply.enrolment_files.email_addresses import is_email
from waymark.journey.apply.enrolment_files.models import EnrolmentFile, EnrolmentFileConfirmation
from waymark.journey.apply.enrolment_files.rules import EnrolmentRow
from waymark.kit.addresses import site_address
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
    try:
        table = read_csv(data)
    except UnreadableFile as error:
        raise CannotReadFile(Reason("unreadable", str(error))) from error
    lock_row(cohort)
    rows = _check(cohort, table.lines)
    known = {
        "cohort": cohort,
        "name": rules.tidy(name)[:200] or "file.csv",
        "digest": sha256(data).hexdigest(),
    }
    waiting = EnrolmentFile.objects.filter(**known, confirmation=None).order_by("id").last()
    stored = [_stored(row) for row in rows]
    if waiting is not None and waiting.rows == json.loads(json.dumps(stored)):
        return waiting
    file = EnrolmentFile.objects.create(
        **known,
        encoding=table.encoding,
        separators=table.separators,
        unread=[rules.tidy(heading) for heading in table.unread],
        rows=stored,
        by=by,
        at=at,
    )
    facts = {verdict.value: count for verdict, count in rules.count_verdicts(rows).items()}
    ledger.record("apply.file_brought", about=file, provider_id=cohort.provider_id, by=by, at=at, facts=facts)
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
    return {**asdict(row), "remarks": [[remark.code, remark.detail] for remark in row.remarks]}


@transaction.atomic
def enrol_from_file(*, file: EnrolmentFile, site: str, by: Person, at: datetime) -> EnrolmentFileConfirmation:
    """Enrol every good row of the file, once. Rows of people who joined the cohort meanwhile are skipped."""
    lock_row(file)
    if confirmation := EnrolmentFileConfirmation.objects.filter(file=file).first():
        return confirmation
    lock_row(file.cohort.provider)
    members = list_enrolled_emails(cohort=file.cohort) | list_working_emails(cohort=file.cohort)
    rows = [row for row in queries.rows_of(file) if row.can_be_enrolled and row.email not in members]
    for row in rows:
        _enrol(row, file.cohort, site=site, by=by, at=at)
    confirmation = EnrolmentFileConfirmation.objects.create(file=file, enrolled=len(rows), by=by, at=at)
    facts = {"enrolled": len(rows)}
    ledger.record(
        "apply.file_confirmed", about=file, provider_id=file.cohort.provider_id, by=by, at=at, facts=facts
    )
    return confirmation


def _enrol(row: EnrolmentRow, cohort: Cohort, *, site: str, by: Person, at: datetime) -> None:
    person = people.add_person(
        provider=cohort.provider,
        given_name=row.given_name,
        family_name=row.family_name,
        email=row.email,
        trn=row.trn,
        organisation=row.school,
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
