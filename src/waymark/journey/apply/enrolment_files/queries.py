"""Questions about enrolment files, and about people whom the provider already knows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from waymark.ground.people import queries as people
from waymark.journey.apply.enrolment_files.models import EnrolmentFile
from waymark.journey.apply.enrolment_files.rules import EnrolmentRow, KnownPerson, RowRemark, RowVerdict

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort
    from waymark.ground.people.models import Person


def list_files_for(*, for_: Person, cohort: Cohort) -> list[EnrolmentFile]:
    """Files uploaded for a cohort of the viewer's provider, newest first; without their rows."""
    files = EnrolmentFile.objects.filter(cohort=cohort, cohort__provider_id=for_.provider_id)
    return list(files.select_related("by", "confirmation").defer("rows").order_by("-id"))


def get_file_for(*, for_: Person, cohort: Cohort, file_id: int) -> EnrolmentFile | None:
    files = EnrolmentFile.objects.filter(cohort=cohort, cohort__provider_id=for_.provider_id, pk=file_id)
    return files.select_related("by", "confirmation__by", "cohort__programme", "cohort__provider").first()


def rows_of(file: EnrolmentFile) -> tuple[EnrolmentRow, ...]:
    """The rows of a file as they were checked when it was uploaded."""
    return tuple(
        EnrolmentRow(**{
            **row,
            "verdict": RowVerdict(row["verdict"]),
            "remarks": tuple(RowRemark(code, detail) for code, detail in row["remarks"]),
        })
        for row in file.rows
    )  # fmt: skip


def known_people_by_email(*, cohort: Cohort, emails: Iterable[str]) -> dict[str, KnownPerson]:
    persons = people.list_persons_by_email(provider=cohort.provider, emails=list(emails))
    return {email: _known(person) for email, person in persons.items()}


def known_people_by_trn(*, cohort: Cohort, trns: Iterable[str]) -> dict[str, KnownPerson]:
    persons = people.list_persons_by_trn(provider=cohort.provider, trns=list(trns))
    return {trn: _known(person) for trn, person in persons.items()}


def _known(person: Person) -> KnownPerson:
    return KnownPerson(person.name, person.email, person.trn)
