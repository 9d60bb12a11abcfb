"""Questions about enrolment files, and about people whom the provider already knows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from waymark.ground.people import queries as people
from waymark.journey.apply.enrolment_files.csv_file import read_csv, sample_lines
from waymark.journey.apply.enrolment_files.email_addresses import same_address, written_forms
from waymark.journey.apply.enrolment_files.models import (
    EnrolmentFile,
    EnrolmentFileConfirmation,
    EnrolmentFilePart,
    UploadedBytes,
)
from waymark.journey.apply.enrolment_files.rules import (
    EnrolmentRow,
    KnownPerson,
    RowChange,
    RowRemark,
    RowVerdict,
    lines_to_show,
)

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort
    from waymark.ground.people.models import Person
    from waymark.journey.apply.enrolment_files.csv_file import CsvLine


@dataclass(frozen=True)
class Progress:
    """How far the people of a confirmed file are enrolled."""

    enrolled: int
    total: int
    """How many were to be enrolled when the file was confirmed."""
    is_finished: bool = True
    left_out: tuple[tuple[int, str], ...] = ()
    """Lines of people who could not be enrolled any more, each with the code of the reason."""


def progress_of(confirmation: EnrolmentFileConfirmation) -> Progress:
    return progress_by_confirmation([confirmation])[confirmation.pk]


def progress_by_confirmation(
    confirmations: Iterable[EnrolmentFileConfirmation],
) -> dict[int, Progress]:
    """By the confirmation’s id; one statement. The caller has checked that the viewer may see the files."""
    confirmations = list(confirmations)
    parts: dict[int, list[EnrolmentFilePart]] = {confirmation.pk: [] for confirmation in confirmations}
    for part in EnrolmentFilePart.objects.filter(confirmation__in=confirmations).order_by("number"):
        parts[part.confirmation_id].append(part)
    return {
        confirmation.pk: _progress(confirmation, parts[confirmation.pk]) for confirmation in confirmations
    }


def _progress(confirmation: EnrolmentFileConfirmation, parts: list[EnrolmentFilePart]) -> Progress:
    if not parts:
        return Progress(confirmation.enrolled, confirmation.enrolled)
    return Progress(
        enrolled=sum(part.enrolled for part in parts),
        total=confirmation.enrolled,
        is_finished=parts[-1].is_last,
        left_out=tuple((line, code) for part in parts for line, code in part.left_out),
    )


def list_unfinished() -> list[EnrolmentFile]:
    """Confirmed files of every provider whose people are not all enrolled yet: for the worker alone."""
    finished = EnrolmentFilePart.objects.filter(is_last=True).values("confirmation")
    started = EnrolmentFilePart.objects.filter(is_last=False).exclude(confirmation__in=finished)
    files = EnrolmentFile.objects.filter(confirmation__in=started.values("confirmation"))
    return list(files.select_related("cohort__provider", "cohort__programme").defer("rows").order_by("pk"))


def list_files_for(*, for_: Person, cohort: Cohort) -> list[EnrolmentFile]:
    """Files uploaded for a cohort of the viewer's provider, newest first; without their rows."""
    files = EnrolmentFile.objects.filter(cohort=cohort, cohort__provider_id=for_.provider_id)
    current = files.filter(replaced_by=None).select_related("by", "confirmation")
    return list(current.defer("rows").order_by("-id"))


def get_file_for(*, for_: Person, cohort: Cohort, file_id: int) -> EnrolmentFile | None:
    files = EnrolmentFile.objects.filter(cohort=cohort, cohort__provider_id=for_.provider_id, pk=file_id)
    files = files.select_related("by", "confirmation__by", "cohort__programme", "cohort__provider")
    return files.defer("rows").first()


def rows_of(file: EnrolmentFile) -> tuple[EnrolmentRow, ...]:
    """The rows of a file as they were checked when it was uploaded; read when they are asked for."""
    return tuple(
        EnrolmentRow(**{
            **row,
            "verdict": RowVerdict(row["verdict"]),
            "remarks": tuple(RowRemark(code, detail) for code, detail in row["remarks"]),
            "changes": tuple(RowChange(*change) for change in row.get("changes", ())),
        })
        for row in file.rows
    )  # fmt: skip


class ReadingShown(NamedTuple):
    """One way to read a file, and three of its rows read that way."""

    encoding: str
    samples: tuple[CsvLine, ...]


def list_readings(file: EnrolmentFile) -> list[ReadingShown]:
    """Every way in which the file could be read, the likeliest first; none once the file itself is gone."""
    uploaded = UploadedBytes.objects.filter(file=file).first()
    if uploaded is None:
        return []
    table = read_csv(bytes(uploaded.data))
    numbers = lines_to_show(table)
    readings = (table.readings.likeliest, *table.readings.others)
    return [
        ReadingShown(reading.encoding, sample_lines(table, encoding=reading.encoding, numbers=numbers))
        for reading in sorted(readings, key=lambda reading: reading.unlike)
    ]


def known_people_by_email(*, cohort: Cohort, emails: Iterable[str]) -> dict[str, KnownPerson]:
    forms = [form for email in emails for form in written_forms(email)]
    persons = people.list_persons_by_email(provider=cohort.provider, emails=forms)
    return {same_address(email): _known(person) for email, person in persons.items()}


def known_people_by_trn(*, cohort: Cohort, trns: Iterable[str]) -> dict[str, KnownPerson]:
    persons = people.list_persons_by_trn(provider=cohort.provider, trns=list(trns))
    return {trn: _known(person) for trn, person in persons.items()}


def _known(person: Person) -> KnownPerson:
    return KnownPerson(
        name=person.name,
        email=person.email,
        trn=person.trn,
        school=person.organisation.name if person.organisation else "",
    )
