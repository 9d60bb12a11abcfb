"""Queries about more time: requests, decisions and standing arrangements. Never the text of an answer.

Participants see their own; leads those of their provider's cohorts. Only `get_evidence_for` reads the data of a file.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Max, Q, QuerySet, Sum

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.people.roles import Role
from waymark.journey.sit.extra_time.models import AccessTime, Extension, ExtensionEvidence
from waymark.journey.sit.writing.models import Sitting

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment
    from waymark.ground.people.models import Person


def _extensions() -> QuerySet[Extension]:
    rows = Extension.objects.select_related(
        "window__cohort", "enrolment__person__provider", "enrolment__cohort", "by", "decision__by", "file"
    )
    return rows.defer("file__data")


def list_own_extensions(*, enrolment: Enrolment) -> list[Extension]:
    """A participant's requests, newest first. The caller has checked that the viewer is the participant or a lead."""
    return list(_extensions().filter(enrolment=enrolment).order_by("-at", "-id"))


def list_arrangements(*, enrolment: Enrolment) -> list[AccessTime]:
    """Standing arrangements, asked for or decided, newest first. The newest granted one applies to later windows."""
    rows = AccessTime.objects.filter(enrolment=enrolment).select_related("by", "decision__by")
    return list(rows.order_by("-at", "-id"))


def list_access_times_to_decide(*, for_: Person, role: Role, cohort_slug: str) -> list[AccessTime]:
    """Undecided standing arrangements in a cohort the viewer may see, oldest first."""
    cohort = cohorts.get_cohort_for(for_=for_, role=role, slug=cohort_slug)
    rows = (
        AccessTime.objects.filter(enrolment__cohort=cohort, decision=None)
        if cohort
        else AccessTime.objects.none()
    )
    return list(rows.select_related("by", "enrolment__person").order_by("at", "pk"))


def get_access_time_for(
    *, for_: Person, role: Role, cohort_slug: str, access_time_id: int
) -> AccessTime | None:
    cohort = cohorts.get_cohort_for(for_=for_, role=role, slug=cohort_slug)
    if cohort is None:
        return None
    rows = AccessTime.objects.filter(enrolment__cohort=cohort, pk=access_time_id)
    return rows.select_related(
        "by", "decision__by", "enrolment__person__provider", "enrolment__cohort"
    ).first()


def list_extensions_for(*, for_: Person, role: Role, cohort_slug: str) -> list[Extension]:
    """Requests in a cohort the viewer may see: undecided ones, oldest first, then decided ones, newest first."""
    cohort = cohorts.get_cohort_for(for_=for_, role=role, slug=cohort_slug)
    if cohort is None:
        return []
    rows = list(_extensions().filter(window__cohort=cohort, window__is_practice=False).order_by("at", "pk"))
    undecided = [extension for extension in rows if not hasattr(extension, "decision")]
    return undecided + [extension for extension in reversed(rows) if hasattr(extension, "decision")]


def get_extension_for(*, for_: Person, role: Role, cohort_slug: str, extension_id: int) -> Extension | None:
    cohort = cohorts.get_cohort_for(for_=for_, role=role, slug=cohort_slug)
    if cohort is None:
        return None
    return _extensions().filter(window__cohort=cohort, pk=extension_id).first()


def get_evidence_for(*, for_: Person, role: Role, extension_id: int) -> ExtensionEvidence | None:
    """The file with its data, for the participant, and for leads and board members of their provider."""
    allowed = Q(extension__enrolment__person=for_)
    if role in (Role.LEAD, Role.BOARD):
        allowed |= Q(extension__enrolment__cohort__provider_id=for_.provider_id)
    return ExtensionEvidence.objects.filter(allowed, extension__id=extension_id).first()


@dataclass(frozen=True)
class WritingProgress:
    """How far a participant is. Both times are None if they have not opened the assessment or written anything."""

    opened_at: datetime | None = None
    words: int = 0
    saved_at: datetime | None = None


def get_writing_progress(*, extension: Extension) -> WritingProgress:
    """The progress of the participant who needs the extension: counts and times, no text."""
    sittings = Sitting.objects.filter(window_id=extension.window_id, enrolment_id=extension.enrolment_id)
    rows = sittings.annotate(words=Sum("answers__words"), saved_at=Max("answers__saved_at"))
    for opened_at, words, saved_at in rows.values_list("at", "words", "saved_at"):
        return WritingProgress(opened_at, words or 0, saved_at)
    return WritingProgress()
