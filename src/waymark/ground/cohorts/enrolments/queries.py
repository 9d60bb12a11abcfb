"""What an enrolment is at a moment, its history, and the deferrals that await a second person."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import Combinable
from django.utils.module_loading import import_string

from waymark.ground.cohorts.enrolments.models import Declaration, DeferralRequest, EnrolmentChange
from waymark.ground.cohorts.enrolments.reasons import DeclarationType
from waymark.ground.cohorts.enrolments.rules import (
    ASSESSMENT_KINDS,
    ENDS,
    STATUS_OF_KIND,
    STOPS,
    EnrolmentStatus,
    status_from,
)
from waymark.kit.clock import LONDON, day_over, earliest, local_day, zone_named

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort, Enrolment
    from waymark.ground.people.models import Person

DEFERRED_ASSESSMENT = ASSESSMENT_KINDS[0]
STOPS_WRITING = (*STOPS, DEFERRED_ASSESSMENT)


@dataclass(frozen=True)
class Stopped:
    """Who doesn't take part, by enrolment id: in the programme, or in the assessment alone."""

    programme: frozenset[int]
    assessment: frozenset[int]


def last_kind(*, on: date | Combinable, kinds: Collection[str], enrolment: str = "pk") -> Subquery:
    """The kind of the last of these changes that has taken effect on that day and isn't undone.

    The last is the one that was made last: someone who withdraws isn't deferred by what was agreed before.
    """
    rows = EnrolmentChange.objects.filter(
        enrolment=OuterRef(enrolment), undone_by=None, kind__in=kinds, effective_on__lte=on
    )
    return Subquery(rows.order_by("-id").values("kind")[:1])


def with_status[Row: QuerySet[Any]](rows: Row, *, on: date) -> Row:
    """Enrolments with `status_kind` and `assessment_kind` of that day; `status_of` reads them."""
    annotated: Row = rows.annotate(
        status_kind=last_kind(on=on, kinds=tuple(STATUS_OF_KIND)),
        assessment_kind=last_kind(on=on, kinds=ASSESSMENT_KINDS),
    )
    return annotated


def active_on(rows: QuerySet[Enrolment], *, on: date, also: Collection[int] = ()) -> QuerySet[Enrolment]:
    """Enrolments of those who are on the programme on that day: neither deferred nor withdrawn nor moved.

    `also` are the ids of enrolments that are kept whatever they are.
    """
    kind = last_kind(on=on, kinds=tuple(STATUS_OF_KIND))
    wanted = Q(kind_then=None) | ~Q(kind_then__in=STOPS)
    return rows.annotate(kind_then=kind).filter(wanted | Q(pk__in=also) if also else wanted)


def today_of(at: datetime) -> date:
    """The day on which a change takes effect, for enrolments of several cohorts."""
    return local_day(at, LONDON)


def status_of(*, enrolment: Enrolment, at: datetime) -> EnrolmentStatus:
    """No statement for an enrolment of `with_status`; one otherwise."""
    columns = vars(enrolment)
    if "status_kind" not in columns:
        kinds = last_kind(on=today_of(at), kinds=tuple(STATUS_OF_KIND))
        rows = type(enrolment)._default_manager.filter(pk=enrolment.pk)
        return status_from(rows.values_list(kinds, flat=True).get())
    return status_from(columns["status_kind"])


def is_assessment_deferred(*, enrolment: Enrolment, at: datetime) -> bool:
    return enrolment.pk in list_stopped(enrolment_ids=[enrolment.pk], at=at).assessment


def list_stopped(*, enrolment_ids: Sequence[int], at: datetime) -> Stopped:
    """Of these enrolments, those that don't take part now; one statement."""
    rows = EnrolmentChange.objects.filter(undone_by=None, effective_on__lte=today_of(at))
    rows = rows.filter(kind__in=(*STATUS_OF_KIND, *ASSESSMENT_KINDS))
    if len(enrolment_ids) < 500:
        rows = rows.filter(enrolment__in=enrolment_ids)
    programme: dict[int, str] = {}
    assessment: dict[int, str] = {}
    for enrolment_id, kind in rows.order_by("id").values_list("enrolment_id", "kind"):
        (assessment if kind in ASSESSMENT_KINDS else programme)[enrolment_id] = kind
    return Stopped(
        frozenset(pk for pk, kind in programme.items() if kind in STOPS),
        frozenset(pk for pk, kind in assessment.items() if kind == DEFERRED_ASSESSMENT),
    )


@dataclass(frozen=True, kw_only=True)
class Ending:
    """That an enrolment is over, other than by its result."""

    person_id: int
    at: datetime
    """The end of the day on which it took effect, or when it was recorded if that was later."""
    is_withdrawal: bool
    carries_on_in: int | None
    """The id of the enrolment in which the person goes on."""


def list_endings(*, provider_id: int, at: datetime) -> dict[int, Ending]:
    """By id, the provider’s enrolments that are over now; without those that are only deferred. One statement."""
    rows = EnrolmentChange.objects.filter(
        enrolment__cohort__provider_id=provider_id,
        undone_by=None,
        effective_on__lte=today_of(at),
        kind__in=tuple(STATUS_OF_KIND),
    )
    rows = rows.select_related("enrolment").order_by("id")
    last = {change.enrolment_id: change for change in rows}
    return {pk: _ending_by(change) for pk, change in last.items() if change.kind in ENDS}


def _ending_by(change: EnrolmentChange) -> Ending:
    return Ending(
        person_id=change.enrolment.person_id,
        at=max(day_over(change.effective_on), change.at),
        is_withdrawal=change.kind == EnrolmentChange.Kind.WITHDRAWAL,
        carries_on_in=change.leads_to_id,
    )


def list_stopped_by_day(*, cohort: Cohort, days: Collection[date]) -> dict[date, frozenset[int]]:
    """By day, the ids of enrolments in the cohort that aren't on the programme then; one statement.

    The caller found the cohort for the viewer.
    """
    changes = EnrolmentChange.objects.filter(
        enrolment__cohort=cohort, undone_by=None, kind__in=tuple(STATUS_OF_KIND)
    )
    rows = list(changes.order_by("id").values_list("enrolment_id", "kind", "effective_on"))
    last = {day: {pk: kind for pk, kind, effective_on in rows if effective_on <= day} for day in days}
    return {day: frozenset(pk for pk, kind in kinds.items() if kind in STOPS) for day, kinds in last.items()}


def ids_of_changed_enrolments() -> QuerySet[Any]:
    """The ids of enrolments that have a history, for a subquery."""
    return EnrolmentChange.objects.values("enrolment")


def list_changes_of(*, enrolment: Enrolment) -> list[EnrolmentChange]:
    """The history of an enrolment that was found for the viewer, the newest first, with who did it."""
    rows = EnrolmentChange.objects.filter(enrolment=enrolment)
    rows = rows.select_related("by", "asked_by", "leads_to__cohort", "undone_by", "undoes")
    return list(rows.order_by("-id"))


def find_last_change(*, enrolment: Enrolment, kinds: Collection[str]) -> EnrolmentChange | None:
    """The last change of these kinds that isn't undone."""
    rows = EnrolmentChange.objects.filter(enrolment=enrolment, undone_by=None, kind__in=kinds)
    return rows.select_related("leads_to__cohort").order_by("-id").first()


def find_stop_moment(*, enrolment_id: int, is_assessment: bool) -> datetime | None:
    """From which instant someone takes no part, by what was recorded last; None if they do. It may be to come.

    The beginning of the day from which it applies, in London, but never before it was recorded.
    `is_assessment`: a deferral of the assessment alone counts too.
    """
    rows = EnrolmentChange.objects.filter(enrolment=enrolment_id, undone_by=None)
    last = [
        rows.filter(kind__in=kinds).order_by("-id").values_list("kind", "effective_on", "at").first()
        for kinds in (tuple(STATUS_OF_KIND), ASSESSMENT_KINDS)[: 1 + is_assessment]
    ]
    moments = [
        max(at, earliest(effective_on, time.min, zone_named(LONDON)))
        for kind, effective_on, at in filter(None, last)
        if kind in STOPS_WRITING
    ]
    return min(moments, default=None)


def has_work_since(*, enrolment: Enrolment, at: datetime) -> bool:
    """Whether any room has recorded something of the participant's after that moment: hours, answers, a fee.

    Asked of every table that names enrolments and says when, so that a new room need not be told of it.
    """
    for relation in enrolment._meta.related_objects:
        model: Any = relation.related_model
        if model is EnrolmentChange or not any(field.name == "at" for field in model._meta.fields):
            continue
        if model._base_manager.filter(**{relation.field.name: enrolment}, at__gt=at).exists():
            return True
    return False


def planned_deferral(*, enrolment: Enrolment, at: datetime) -> EnrolmentChange | None:
    """A deferral of the programme that is agreed and has not begun."""
    last = find_last_change(enrolment=enrolment, kinds=tuple(STATUS_OF_KIND))
    is_planned = last is not None and last.kind == "deferral" and last.effective_on > today_of(at)
    return last if is_planned else None


def awarded_on(*, enrolment: Enrolment) -> date | None:
    """The day from which the person has the award, as the room that releases awards knows it."""
    day: date | None = import_string(settings.AWARDED_ON)(enrolment=enrolment)
    return day


def stop_warnings(*, enrolment: Enrolment, at: datetime) -> list[str]:
    """What a lead should know before the person stops, as the room of the assessment says it."""
    sentences: list[str] = import_string(settings.STOP_WARNINGS)(enrolment=enrolment, at=at)
    return sentences


def list_declarations_of(*, enrolment: Enrolment) -> list[Declaration]:
    """Declarations to the DfE of an enrolment that was found for the viewer, the newest first, with their voiding."""
    rows = Declaration.objects.filter(enrolment=enrolment, voids=None)
    return list(rows.select_related("by", "voided_by__by").order_by("-id"))


def declared_by_type(*, enrolment: Enrolment) -> dict[DeclarationType, date]:
    """The day of each declaration that isn't voided."""
    rows = Declaration.objects.filter(enrolment=enrolment, voids=None, voided_by=None)
    return {DeclarationType(kind): day for kind, day in rows.values_list("kind", "declared_on")}


def continued_from(*, enrolment: Enrolment) -> Enrolment | None:
    """The earlier enrolment that this one carries on."""
    rows = EnrolmentChange.objects.filter(leads_to=enrolment, undone_by=None)
    change = rows.select_related("enrolment__cohort__programme", "enrolment__person").order_by("-id").first()
    return change.enrolment if change else None


def find_waiting_request(*, enrolment: Enrolment) -> DeferralRequest | None:
    rows = DeferralRequest.objects.filter(enrolment=enrolment, decision=None).select_related("by")
    return rows.order_by("-id").first()


def list_waiting_requests_for(*, for_: Person) -> list[DeferralRequest]:
    """Requests at the viewer's provider that no one has decided, oldest first, with person and cohort."""
    rows = DeferralRequest.objects.filter(enrolment__cohort__provider_id=for_.provider_id, decision=None)
    return list(rows.select_related("enrolment__person", "enrolment__cohort", "by").order_by("at", "id"))
