"""Questions about applications.

The lead sees those of their provider; an applicant sees their own, by the reference that their session keeps.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet
from django.db.models.functions import Lower

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.people import queries as people
from waymark.journey.apply.applications import rules
from waymark.journey.apply.applications.models import (
    Application,
    ApplicationCorrection,
    ApplicationDecision,
)
from waymark.journey.apply.applications.rules import ApplicationReason
from waymark.kit.clock import local_day
from waymark.kit.decisions import Decision

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort
    from waymark.ground.people.models import Person


def list_cohorts_to_apply_for(*, programme_slug: str, at: datetime) -> list[Cohort]:
    """Cohorts of the programme that have not started, the earliest first."""
    open_cohorts = cohorts.list_open_cohorts_of(programme_slug=programme_slug)
    return [cohort for cohort in open_cohorts if may_apply_at(cohort=cohort, at=at).allowed]


def may_apply_at(*, cohort: Cohort, at: datetime) -> Decision[ApplicationReason]:
    """Whether the cohort takes applications on that day in its own time zone."""
    today = local_day(at, cohorts.zone_of(cohort=cohort))
    return rules.may_apply(starts_on=cohort.starts_on, today=today)


def find_cohort_to_apply_for(*, programme_slug: str, cohort_slug: str, at: datetime) -> Cohort | None:
    open_cohorts = list_cohorts_to_apply_for(programme_slug=programme_slug, at=at)
    return next((cohort for cohort in open_cohorts if cohort.slug == cohort_slug), None)


def find_submitted_application(
    *, cohort_slug: str, programme_slug: str, reference: str
) -> Application | None:
    """The application that this visitor has submitted; the reference comes from their own session."""
    rows = Application.objects.filter(
        reference=reference, cohort__slug=cohort_slug, cohort__programme__slug=programme_slug
    )
    return rows.select_related("cohort__programme", "provider").first()


def occasion(application: Application, name: str) -> str:
    """The idempotency key of an email about it."""
    return f"application:{application.pk}:{name}"


def was_acknowledged(*, application: Application) -> bool:
    """Whether its reference was emailed; not if too many emails had been sent."""
    return people.is_email_left(once=occasion(application, "received"))


def _of_provider(for_: Person) -> QuerySet[Application]:
    return Application.objects.filter(provider_id=for_.provider_id).prefetch_related("decisions")


def corrected(rows: QuerySet[Application]) -> list[Application]:
    """The applications with the answers that hold now. What was submitted stays in the database."""
    return [apply_corrections(application) for application in rows.prefetch_related("corrections")]


def first_corrected(rows: QuerySet[Application]) -> Application | None:
    """As `corrected`, for the first of them."""
    return next(iter(corrected(rows[:1])), None)


def apply_corrections(application: Application) -> Application:
    """Put the corrected answers in place of those that were submitted, in memory alone. Returns the same object."""
    for correction in sorted(application.corrections.all(), key=lambda row: row.pk):
        setattr(application, correction.field, value_of(correction.field, correction.after))
    return application


def value_of(field: str, text: str) -> object:
    """A corrected answer, which is kept as text, as its column has it."""
    if field == "experience_years":
        return int(text) if text else None
    if field in ("mentor_from", "mentor_until"):
        return date.fromisoformat(text) if text else None
    return text


def undecided(rows: QuerySet[Application]) -> QuerySet[Application]:
    """Those that wait for a decision: there is none, or the newest one was put right."""
    replaced_by_none = ApplicationDecision.objects.filter(application=OuterRef("pk"), replaced_by=None)
    current = replaced_by_none.exclude(outcome=ApplicationDecision.Outcome.REOPENED)
    return rows.filter(~Exists(current))


def list_applications_for(*, for_: Person, cohort: Cohort) -> list[Application]:
    """Applications for a cohort of the viewer's provider, oldest first; without their long text."""
    rows = _of_provider(for_).filter(cohort=cohort).defer("reason")
    return corrected(rows.order_by("at", "id"))


def list_applications_of(*, person: Person, also_from: Collection[str] = ()) -> list[Application]:
    """Applications at the person's provider that led to an enrolment of theirs or came from an address of theirs.

    `also_from` are further addresses, such as those of records that were merged. Newest first.
    """
    addresses = {address.lower() for address in (*person.addresses, *also_from)}
    led_to = ApplicationDecision.objects.filter(application=OuterRef("pk"), enrolment__person=person)
    corrected_to = ApplicationCorrection.objects.filter(
        application=OuterRef("pk"), applicant_email__in=addresses
    )
    rows = _of_provider(person).annotate(address=Lower("email"))
    rows = rows.filter(Q(address__in=addresses) | Exists(led_to) | Exists(corrected_to))
    return corrected(rows.select_related("cohort").defer("reason").order_by("-at", "-id"))


def find_applicant(*, application: Application) -> Person | None:
    """The person of ours who applied: the one it enrolled, or the one with its address."""
    decision = application.decision
    if decision is not None and decision.enrolment is not None:
        return decision.enrolment.person
    return people.find_person(provider=application.provider, email=application.email)


def get_application_for(*, for_: Person, cohort: Cohort, reference: str) -> Application | None:
    rows = _of_provider(for_).filter(cohort=cohort, reference=reference)
    rows = rows.select_related("cohort__programme", "cohort__provider", "provider")
    return first_corrected(
        rows.prefetch_related(
            "access_answers__by",
            "consents",
            "corrections__by",
            "decisions__by",
            "decisions__enrolment__person",
            "decisions__twin",
        )
    )


def count_waiting_by_cohort(*, for_: Person) -> dict[int, int]:
    """The number of applications without a decision, by cohort id."""
    rows = undecided(_of_provider(for_)).values_list("cohort_id").annotate(waiting=Count("id"))
    return dict(rows.order_by())


def waiting_since_by_cohort(*, for_: Person) -> dict[int, datetime]:
    """When the application that has waited longest for a decision was submitted, by cohort id."""
    rows = undecided(_of_provider(for_)).values_list("cohort_id").annotate(since=Min("at"))
    return dict(rows.order_by())
