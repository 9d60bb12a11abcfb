"""A file of people is brought, looked at, and then enrolled in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.ground.cohorts import actions as cohorts
from waymark.ground.cohorts import queries as enrolled
from waymark.ground.ledger import actions as ledger
from waymark.ground.people import actions as people
from waymark.journey.apply import queries, rules, words
from waymark.journey.apply.models import EnrolmentFile, EnrolmentFileConfirmed
from waymark.journey.apply.reading import Line, Unreadable, read_sheet
from waymark.journey.apply.rules import Row
from waymark.kit.refusals import Reason, Refusal
from waymark.kit.show import long_date
from waymark.kit.turns import hold

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort
    from waymark.ground.people.models import Person


class CannotRead(Refusal):
    """The file as a whole cannot be read."""


@transaction.atomic
def bring_file(*, cohort: Cohort, name: str, data: bytes, by: Person, at: datetime) -> EnrolmentFile:
    """Read and judge a CSV file. Nobody is enrolled yet."""
    try:
        sheet = read_sheet(data)
    except Unreadable as problem:
        raise CannotRead(Reason("unreadable", str(problem))) from problem
    rows = _judged(cohort, sheet.lines)
    file = EnrolmentFile.objects.create(
        cohort=cohort,
        name=rules.tidy(name)[:200] or "file.csv",
        digest=sha256(data).hexdigest(),
        encoding=sheet.encoding,
        separators=sheet.separators,
        unread=[rules.tidy(one) for one in sheet.unread],
        rows=[_kept(row) for row in rows],
        by=by,
        at=at,
    )
    facts = {verdict.value: count for verdict, count in rules.count_verdicts(rows).items()}
    ledger.note("apply.file_brought", about=file, provider_id=cohort.provider_id, by=by, at=at, facts=facts)
    return file


def _judged(cohort: Cohort, lines: Iterable[Line]) -> tuple[Row, ...]:
    lines = tuple(lines)
    first = rules.judge(lines, enrolled=(), working=(), by_email={}, by_trn={})
    return rules.judge(
        lines,
        enrolled=enrolled.list_enrolled_emails(cohort=cohort),
        working=enrolled.list_working_emails(cohort=cohort),
        by_email=queries.known_by_email(cohort=cohort, emails={row.email for row in first if row.email}),
        by_trn=queries.known_by_trn(cohort=cohort, trns={row.trn for row in first if row.trn}),
    )


def _kept(row: Row) -> dict[str, object]:
    return {**asdict(row), "remarks": [[one.code, one.of] for one in row.remarks]}


@transaction.atomic
def enrol_from_file(
    *, file: EnrolmentFile, link: Callable[[str], str], by: Person, at: datetime
) -> EnrolmentFileConfirmed:
    """Enrol every good row of the file, once. Who takes part or works there by now is passed over."""
    hold(file)
    if done := EnrolmentFileConfirmed.objects.filter(file=file).first():
        return done
    hold(file.cohort.provider)
    there = enrolled.list_enrolled_emails(cohort=file.cohort)
    there |= enrolled.list_working_emails(cohort=file.cohort)
    taken = [row for row in queries.rows_of(file) if row.is_taken and row.email not in there]
    for row in taken:
        _enrol(row, file.cohort, link=link, by=by, at=at)
    confirmed = EnrolmentFileConfirmed.objects.create(file=file, enrolled=len(taken), by=by, at=at)
    facts = {"enrolled": len(taken)}
    ledger.note(
        "apply.file_confirmed", about=file, provider_id=file.cohort.provider_id, by=by, at=at, facts=facts
    )
    return confirmed


def _enrol(row: Row, cohort: Cohort, *, link: Callable[[str], str], by: Person, at: datetime) -> None:
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
        people.invite(person=person, link=link, by=by, at=at)
        return
    people.write_letter(
        provider=cohort.provider,
        to=person.email,
        subject=f"Your place in {cohort.name}",
        text=words.enrolled_letter(
            name=person.name,
            cohort=cohort.name,
            starts=long_date(cohort.starts_on),
            provider=cohort.provider.name,
            enquiries=cohort.provider.enquiries_email,
        ),
        once=f"enrolment:{enrolment.pk}",
        at=at,
    )
