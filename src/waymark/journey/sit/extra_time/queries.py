"""Questions about more time and late texts: who asked, what was decided, what waits. Never the text of an answer.

A participant sees their own; a lead those of the provider's cohorts. What a file holds is read by `get_evidence_for`
alone.
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
    """Everything asked for a participant, newest first. The caller has proved whose it is, or that a lead asks."""
    return list(_extensions().filter(enrolment=enrolment).order_by("-at", "-id"))


def list_arrangements(*, enrolment: Enrolment) -> list[AccessTime]:
    """Standing arrangements, newest first; the newest counts in windows to come."""
    return list(AccessTime.objects.filter(enrolment=enrolment).select_related("by").order_by("-at", "-id"))


def list_extensions_for(*, for_: Person, role: Role, cohort_slug: str) -> list[Extension]:
    """Of a cohort the viewer may see: undecided first, oldest first, then decided, newest first."""
    cohort = cohorts.get_cohort_for(for_=for_, role=role, slug=cohort_slug)
    rows = _extensions().filter(window__cohort=cohort, window__is_practice=False) if cohort else []
    found = sorted(rows, key=lambda one: (one.at, one.pk))
    undecided = [one for one in found if not hasattr(one, "decision")]
    return undecided + [one for one in reversed(found) if hasattr(one, "decision")]


def get_extension_for(*, for_: Person, role: Role, cohort_slug: str, extension_id: int) -> Extension | None:
    cohort = cohorts.get_cohort_for(for_=for_, role=role, slug=cohort_slug)
    if cohort is None:
        return None
    return _extensions().filter(window__cohort=cohort, pk=extension_id).first()


def get_evidence_for(*, for_: Person, role: Role, extension_id: int) -> ExtensionEvidence | None:
    """The file with what it holds: for whoever's time it is, and for the leads of their provider."""
    allowed = Q(extension__enrolment__person=for_)
    if role is Role.LEAD:
        allowed |= Q(extension__enrolment__cohort__provider_id=for_.provider_id)
    return ExtensionEvidence.objects.filter(allowed, extension__id=extension_id).first()


@dataclass(frozen=True)
class HowFar:
    """Counts and moments of a participant's desk; both moments None where it was never opened or written in."""

    opened_at: datetime | None = None
    words: int = 0
    saved_at: datetime | None = None


def how_far(*, extension: Extension) -> HowFar:
    rows = Sitting.objects.filter(window_id=extension.window_id, enrolment_id=extension.enrolment_id)
    found = rows.annotate(words=Sum("answers__words"), saved_at=Max("answers__saved_at"))
    for opened_at, words, saved_at in found.values_list("at", "words", "saved_at"):
        return HowFar(opened_at, words or 0, saved_at)
    return HowFar()
