"""Enrol the people of a file, part by part, so that whoever waits can see how far it is.

| What happens                                        | What comes of it                                            |
|-----------------------------------------------------|-------------------------------------------------------------|
| a file is confirmed                                 | its changes and its first 200 people, in one transaction    |
| the page asks, someone presses, or the worker comes | the next 200, in one transaction                            |
| the same twice, or two at once                      | the second waits for the first, and goes on from there      |
| a part fails or is cut off                          | nothing of it; it is done again                             |
| someone can’t be enrolled any more                  | they are left out, with the reason; the others are enrolled |
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from waymark.ground.cohorts import actions as cohorts
from waymark.ground.cohorts.queries import list_enrolled_emails
from waymark.ground.ledger import actions as ledger
from waymark.ground.people import actions as people
from waymark.ground.people import queries as people_queries
from waymark.journey.apply import emails
from waymark.journey.apply.enrolment_files import queries, rules, words
from waymark.journey.apply.enrolment_files.models import (
    EnrolmentFile,
    EnrolmentFileConfirmation,
    EnrolmentFilePart,
    UploadedBytes,
)
from waymark.journey.apply.enrolment_files.rules import EnrolmentRow, FilePart, RowDecision
from waymark.kit.addresses import site_address
from waymark.kit.formatting import long_date
from waymark.kit.locks import lock_row
from waymark.kit.refusals import Reason, Refusal

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort, Enrolment
    from waymark.ground.people.models import Person


class CannotReadFile(Refusal):
    """The file as a whole cannot be read."""


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
    joined the cohort meanwhile are skipped. Of a long file this enrols the first part: see `enrol_next_part`.
    """
    lock_row(file)
    if confirmation := EnrolmentFileConfirmation.objects.filter(file=file).first():
        return confirmation
    if file.needs_reading or EnrolmentFile.objects.filter(replaces=file).exists():
        raise CannotReadFile(Reason("needs_reading", words.CHOOSE_READING))
    lock_row(file.cohort.provider)
    decisions = decisions or {}
    rows = queries.rows_of(file)
    _accept_changes(rows, decisions, file.cohort, site=site, by=by, at=at)
    members = list_enrolled_emails(cohort=file.cohort)
    waiting = [row for row in rules.rows_to_enrol(rows, decisions) if not _is_member(row, members)]
    confirmation = EnrolmentFileConfirmation.objects.create(
        file=file,
        enrolled=len(waiting),
        decisions=[_decided(line) for line in decisions.values()],
        by=by,
        at=at,
    )
    UploadedBytes.objects.filter(file=file).delete()
    part = _enrol_part(confirmation, rules.first_part(rows, decisions), number=1, site=site, at=at)
    _record("apply.file_confirmed", part)
    return confirmation


@transaction.atomic
def enrol_next_part(*, file: EnrolmentFile, at: datetime) -> EnrolmentFilePart | None:
    """Enrol the next people of a confirmed file; None if there are none left, or it was never confirmed."""
    row = lock_row(file)
    parts = EnrolmentFilePart.objects.filter(confirmation__file=row).order_by("-number")
    last = parts.select_related("confirmation__by").first()
    if last is None or last.is_last:
        return None
    last.confirmation.file, row.cohort = row, file.cohort
    lock_row(file.cohort.provider)
    part = rules.next_part(queries.rows_of(row), after_line=last.until_line)
    enrolled = _enrol_part(last.confirmation, part, number=last.number + 1, site=last.site, at=at)
    _record("apply.file_continued", enrolled)
    return enrolled


def enrol_waiting(*, at: datetime) -> int:
    """Go on with every file whose people are not all enrolled yet; returns how many parts were. The worker calls it."""
    done = 0
    for file in queries.list_unfinished():
        while enrol_next_part(file=file, at=at) is not None:
            done += 1
    return done


def _record(verb: str, part: EnrolmentFilePart) -> None:
    file, facts = part.confirmation.file, {"enrolled": part.enrolled}
    provider_id, by = file.cohort.provider_id, part.confirmation.by
    ledger.record(verb, about=file, provider_id=provider_id, by=by, at=part.at, facts=facts)


def _decided(decision: RowDecision) -> dict[str, Any]:
    """Without the names that were entered, which are the person’s."""
    return {"line": decision.line, "is_right": decision.is_right, "accepted": sorted(decision.accepted)}


def _is_member(row: EnrolmentRow, members: Collection[str]) -> bool:
    return row.email in members or row.known_email in members


def _enrol_part(
    confirmation: EnrolmentFileConfirmation, part: FilePart, *, number: int, site: str, at: datetime
) -> EnrolmentFilePart:
    """The number of statements doesn’t depend on how many people they are."""
    cohort, by = confirmation.file.cohort, confirmation.by
    members = list_enrolled_emails(cohort=cohort)
    waiting = [row for row in part.rows if not _is_member(row, members)]
    addresses = _addresses(waiting, cohort)
    rows = [row for row in waiting if row.line in addresses]
    new = [_new_person(row, addresses[row.line]) for row in rows]
    persons = people.add_people(provider=cohort.provider, people=new, by=by, at=at)
    outcome = cohorts.enrol_people(cohort=cohort, persons=persons, by=by, at=at)
    _tell(outcome.enrolments, cohort, site=site, by=by, at=at)
    refused = [
        [row.line, reason.code]
        for row, person in zip(rows, persons, strict=True)
        for reason in outcome.refused.get(person.pk, ())[:1]
    ]
    moved = [[row.line, words.ADDRESS_CHANGED] for row in waiting if row.line not in addresses]
    return EnrolmentFilePart.objects.create(
        confirmation=confirmation,
        number=number,
        until_line=part.until_line,
        enrolled=len(outcome.enrolments),
        left_out=sorted(refused + moved),
        site=site,
        is_last=part.is_last,
        at=at,
    )


def _addresses(rows: Sequence[EnrolmentRow], cohort: Cohort) -> dict[int, str]:
    """By line, the address under which the person is known or added.

    None for someone whom the provider knew when the file was uploaded, and now knows under neither address.
    """
    emails = [email for row in rows if row.known_email for email in (row.known_email, row.email)]
    known = people_queries.list_persons_by_email(provider=cohort.provider, emails=emails)
    addresses: dict[int, str] = {}
    for row in rows:
        if row.known_email in known:
            addresses[row.line] = row.known_email
        elif not row.known_email or row.email in known:
            addresses[row.line] = row.email
    return addresses


def _new_person(row: EnrolmentRow, address: str) -> people.NewPerson:
    return people.NewPerson(
        given_name=row.given_name,
        family_name=row.family_name,
        email=address,
        trn=row.trn,
        organisation=row.school or row.trust,
        trust=row.trust if row.school else "",
    )


def _tell(enrolments: Iterable[Enrolment], cohort: Cohort, *, site: str, by: Person, at: datetime) -> None:
    """Who has no account is invited; the others are told that they are enrolled."""
    enrolments = list(enrolments)
    invited = [enrolment.person for enrolment in enrolments if enrolment.person.account_id is None]
    people.invite_people(persons=invited, site=site, by=by, at=at)
    messages = [
        _enrolled_message(enrolment, cohort)
        for enrolment in enrolments
        if enrolment.person.account_id is not None
    ]
    people.queue_messages(messages, provider=cohort.provider, at=at)


def _enrolled_message(enrolment: Enrolment, cohort: Cohort) -> people.Message:
    values = {
        "name": enrolment.person.name,
        "cohort": cohort.name,
        "starts": long_date(cohort.starts_on),
        "link": site_address("web:home"),
    }
    return people.Message(
        emails.ENROLLED,
        enrolment.person.email,
        values,
        once=f"enrolment:{enrolment.pk}",
        cohort_id=cohort.pk,
    )


def _accept_changes(
    rows: Iterable[EnrolmentRow],
    decisions: Mapping[int, RowDecision],
    cohort: Cohort,
    *,
    site: str,
    by: Person,
    at: datetime,
) -> None:
    changed = [row for row in rows if row.line in decisions and decisions[row.line].accepted]
    known = people_queries.list_persons_by_email(
        provider=cohort.provider, emails=[row.known_email for row in changed]
    )
    for row in changed:
        if person := known.get(row.known_email):
            accepted = decisions[row.line].accepted
            fields = [change.field for change in row.changes if change.field in accepted]
            _change(person, row, fields, site=site, by=by, at=at)


def _change(
    person: Person, row: EnrolmentRow, fields: Iterable[str], *, site: str, by: Person, at: datetime
) -> None:
    why: dict[str, Any] = {"person": person, "reason": words.FROM_FILE, "by": by, "at": at}
    make: dict[str, Callable[[], object]] = {
        "name": lambda: people.correct_name(given_name=row.given_name, family_name=row.family_name, **why),
        "trn": lambda: people.correct_trn(trn=row.trn, **why),
        "school": lambda: people.correct_school(name=row.school, **why),
        "email": lambda: people.request_email_change(email=row.email, site=site, **why),
    }
    for field in fields:
        try:
            make[field]()
        except Refusal as refusal:
            sentences = (f"Line {row.line}: {reason.sentence}" for reason in refusal.reasons)
            raise CannotReadFile(
                *(Reason(f"accept-{row.line}-{field}", text) for text in sentences)
            ) from refusal
