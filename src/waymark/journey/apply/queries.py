"""Questions about applications and enrolment files.

The lead sees the provider's; an applicant sees their own, by the reference their session keeps.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q, QuerySet

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.people import queries as people
from waymark.ground.people.roles import LABELS, Role
from waymark.journey.apply import rules
from waymark.journey.apply.models import Application, EnrolmentFile
from waymark.journey.apply.rules import Known, Remark, Row, Verdict
from waymark.kit.clock import local_day
from waymark.kit.progress import Step

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort, Enrolment
    from waymark.ground.people.models import Person

STAFF_ROLES = (Role.FACILITATOR, Role.COACH, Role.SETTER, Role.MARKER, Role.SENIOR)
"""Roles in which somebody works with one cohort; leads and the board see them all."""


def list_cohorts_to_apply_for(*, programme_slug: str, at: datetime) -> list[Cohort]:
    """Cohorts of the programme that have not started, the earliest first."""
    today = local_day(at)
    rows = cohorts.list_open_cohorts_of(programme_slug=programme_slug)
    return [row for row in rows if rules.may_apply(starts_on=row.starts_on, today=today)]


def find_cohort_to_apply_for(*, programme_slug: str, cohort_slug: str, at: datetime) -> Cohort | None:
    found = list_cohorts_to_apply_for(programme_slug=programme_slug, at=at)
    return next((row for row in found if row.slug == cohort_slug), None)


def find_sent(*, cohort_slug: str, programme_slug: str, reference: str) -> Application | None:
    """The application that this visitor has sent; the reference comes from their own session."""
    rows = Application.objects.filter(
        reference=reference, cohort__slug=cohort_slug, cohort__programme__slug=programme_slug
    )
    return rows.select_related("cohort__programme", "provider").first()


def _of_provider(for_: Person) -> QuerySet[Application]:
    return Application.objects.filter(provider_id=for_.provider_id).select_related("decision")


def list_applications_for(*, for_: Person, cohort: Cohort) -> list[Application]:
    """Applications of a cohort of the viewer's provider, oldest first; without their long text."""
    rows = _of_provider(for_).filter(cohort=cohort).defer("reason", "decision__note")
    return list(rows.order_by("at", "id"))


def get_application_for(*, for_: Person, cohort: Cohort, reference: str) -> Application | None:
    rows = _of_provider(for_).filter(cohort=cohort, reference=reference)
    return rows.select_related("decision__by", "decision__enrolment", "cohort__programme", "provider").first()


def list_others_by_applicant(*, application: Application) -> list[Application]:
    """Further applications from the same address to the same provider."""
    rows = Application.objects.filter(provider_id=application.provider_id, email__iexact=application.email)
    return list(rows.exclude(pk=application.pk).select_related("cohort").defer("reason").order_by("at"))


def count_waiting_by_cohort(*, for_: Person) -> dict[int, int]:
    """Applications without a decision, by cohort."""
    rows = _of_provider(for_).filter(decision=None).values_list("cohort_id").annotate(waiting=Count("id"))
    return dict(rows.order_by())


def oldest_waiting_for(*, for_: Person) -> Application | None:
    """The application that has waited longest for a decision."""
    rows = _of_provider(for_).filter(decision=None).select_related("cohort").defer("reason")
    return rows.order_by("at", "id").first()


def list_files_for(*, for_: Person, cohort: Cohort) -> list[EnrolmentFile]:
    """Files that were brought for a cohort of the viewer's provider, newest first; without their rows."""
    rows = EnrolmentFile.objects.filter(cohort=cohort, cohort__provider_id=for_.provider_id)
    return list(rows.select_related("by", "confirmed").defer("rows").order_by("-id"))


def get_file_for(*, for_: Person, cohort: Cohort, file_id: int) -> EnrolmentFile | None:
    rows = EnrolmentFile.objects.filter(cohort=cohort, cohort__provider_id=for_.provider_id, pk=file_id)
    return rows.select_related("by", "confirmed__by", "cohort__programme", "cohort__provider").first()


def rows_of(file: EnrolmentFile) -> tuple[Row, ...]:
    """The rows of a file as they were judged when it was brought."""
    return tuple(
        Row(**{
            **row,
            "verdict": Verdict(row["verdict"]),
            "remarks": tuple(Remark(code, of) for code, of in row["remarks"]),
        })
        for row in file.rows
    )  # fmt: skip


def known_by_email(*, cohort: Cohort, emails: Iterable[str]) -> dict[str, Known]:
    found = people.list_persons_by_email(provider=cohort.provider, emails=list(emails))
    return {email: Known(row.name, row.email, row.trn) for email, row in found.items()}


def known_by_trn(*, cohort: Cohort, trns: Iterable[str]) -> dict[str, Known]:
    found = people.list_persons_by_trn(provider=cohort.provider, trns=list(trns))
    return {trn: Known(row.name, row.email, row.trn) for trn, row in found.items()}


@dataclass(frozen=True)
class StaffMember:
    person: Person
    roles: tuple[str, ...]


def list_possible_staff(*, for_: Person) -> list[StaffMember]:
    """Everyone at the viewer's provider who holds a role in which one works with a cohort."""
    found: dict[int, tuple[Person, list[str]]] = {}
    for role in STAFF_ROLES:
        for person in people.list_persons_with(role=role, for_=for_):
            found.setdefault(person.pk, (person, []))[1].append(LABELS[role])
    rows = [StaffMember(person, tuple(roles)) for person, roles in found.values()]
    return sorted(rows, key=lambda one: (one.person.family_name, one.person.given_name))


def progress_of(*, enrolment: Enrolment, at: datetime) -> tuple[Step, ...]:
    """Joining is over once a person is enrolled; no item of a programme is done in this room."""
    return ()


def papers_of(*, person: Person) -> list[dict[str, Any]]:
    """The applications of a person, by their address or by the enrolment that came of it."""
    rows = Application.objects.filter(
        Q(email__iexact=person.email) | Q(decision__enrolment__person=person), provider_id=person.provider_id
    )
    return [_paper(row) for row in rows.select_related("cohort", "decision").order_by("at")]


def _paper(row: Application) -> dict[str, Any]:
    decision = getattr(row, "decision", None)
    return {
        "kind": "application",
        "reference": row.reference,
        "cohort": row.cohort.name,
        "name": f"{row.given_name} {row.family_name}",
        "email": row.email,
        "trn": row.trn,
        "job": row.job,
        "organisation": row.organisation,
        "sponsor": f"{row.sponsor_name} <{row.sponsor_email}>",
        "reason": row.reason,
        "at": row.at.isoformat(),
        "outcome": decision.outcome if decision else "",
        "outcome_reason": decision.reason if decision else "",
        "outcome_note": decision.note if decision else "",
    }
