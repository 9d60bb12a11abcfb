"""Questions about more time and late texts: who asked, what was decided, what waits. Never the text of an answer.

A participant sees their own; a lead those of the provider's cohorts. What a file holds is read by `get_evidence_for`
alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Count, F, Max, Min, Prefetch, Q, QuerySet, Sum

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.people.roles import Role
from waymark.journey.sit import rules
from waymark.journey.sit.models import (
    AccessTime,
    Answer,
    Extension,
    ExtensionEvidence,
    KeptBeside,
    LateDecision,
    Sitting,
    SittingWindow,
)
from waymark.journey.sit.windows import deadlines
from waymark.kit.words import count_words

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


@dataclass(frozen=True, kw_only=True)
class LateText:
    """What came within the tolerance of one participant's close: counts and moments, and no text."""

    sitting_id: int
    name: str
    how: str
    """What stands now: `submitted`, `collected`, or empty where nothing was collected."""
    stands_words: int
    late_words: int
    """Of the whole script, if the late texts stood."""
    seconds: int
    """Past the close, of the newest."""
    at: datetime
    """When that one arrived."""
    is_settled: bool
    """Whether the participant's own time and its tolerance are over, so that it can be decided once."""


def list_late_texts(*, window: SittingWindow, at: datetime) -> list[LateText]:
    """Undecided ones, by name. The caller has proved that the viewer may see the window."""
    waiting = KeptBeside.objects.filter(
        answer__sitting__window=window, why=KeptBeside.Why.LATE, decision=None
    )
    newest = newest_of_each(waiting)
    rows = Sitting.objects.filter(answers__in=newest).distinct()
    rows = deadlines.with_own_times(rows).select_related("window", "enrolment__person", "submission")
    found = deadlines.give_times(rows.prefetch_related(Prefetch("answers", Answer.objects.defer("text"))))
    return sorted((_late(one, newest, at=at) for one in found), key=lambda one: one.name)


def newest_of_each(texts: QuerySet[KeptBeside]) -> dict[int, KeptBeside]:
    """By answer, the text that came last; of the others, which may be many and long, none is read."""
    last = dict(texts.order_by("at", "id").values_list("answer_id", "pk"))
    return {one.answer_id: one for one in KeptBeside.objects.filter(pk__in=last.values())}


def _late(sitting: Sitting, newest: dict[int, KeptBeside], *, at: datetime) -> LateText:
    submission = getattr(sitting, "submission", None)
    answers = list(sitting.answers.all())
    late = {one.pk: newest[one.pk] for one in answers if one.pk in newest}
    last = max(late.values(), key=lambda one: one.at)
    return LateText(
        sitting_id=sitting.pk,
        name=sitting.enrolment.person.name,
        how=submission.how if submission else "",
        stands_words=submission.words if submission else 0,
        late_words=sum(count_words(late[one.pk].text) if one.pk in late else one.words for one in answers),
        seconds=last.seconds_late,
        at=last.at,
        is_settled=rules.is_settled(sitting.times, at=at),
    )


def list_late_decisions(*, window: SittingWindow) -> list[LateDecision]:
    """What was decided about a window's late texts, newest first; one for each text."""
    rows = LateDecision.objects.filter(kept__answer__sitting__window=window)
    rows = rows.select_related("kept__answer__sitting__enrolment__person", "by").defer("kept__text")
    return list(rows.order_by("-at", "-id"))


def list_own_late_decisions(*, sitting: Sitting) -> list[LateDecision]:
    """About the writer's own texts, newest first; one for each cause."""
    rows = LateDecision.objects.filter(kept__answer__sitting=sitting).select_related("by", "kept")
    found = {(one.at, one.stands): one for one in rows.order_by("-at", "-id")}
    return list(found.values())


def was_decided_alike(*, sitting_ids: Iterable[int], stands: bool, cause: str, by: Person) -> bool:
    """Whether the same person decided just so about all of them: the second click of one decision."""
    wanted = set(sitting_ids)
    rows = LateDecision.objects.filter(
        kept__answer__sitting__in=wanted, stands=stands, cause=cause, by=by
    ).values_list("kept__answer__sitting_id", flat=True)
    return bool(wanted) and set(rows) == wanted


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """What waits for a lead in one window of one cohort."""

    cohort_id: int
    window_id: int
    extensions: int = 0
    late: int = 0
    """Participants, not texts."""
    since: datetime


def list_waiting_for(*, for_: Person) -> list[Waiting]:
    """Extensions, and texts within the tolerance, that wait at the viewer's provider; oldest first."""
    found = [*_undecided_extensions(for_.provider_id), *_undecided_late_texts(for_.provider_id)]
    return sorted(found, key=lambda one: one.since)


def _undecided_extensions(provider_id: int) -> Iterator[Waiting]:
    asked = Extension.objects.filter(
        window__cohort__provider_id=provider_id, window__is_practice=False, decision=None
    )
    rows = (
        asked.order_by()
        .values("window_id")
        .annotate(cohort_id=F("window__cohort_id"), extensions=Count("pk"), since=Min("at"))
    )
    return (Waiting(**row) for row in rows)


def _undecided_late_texts(provider_id: int) -> Iterator[Waiting]:
    texts = KeptBeside.objects.filter(why=KeptBeside.Why.LATE, decision=None).filter(
        answer__sitting__window__cohort__provider_id=provider_id, answer__sitting__window__is_practice=False
    )
    rows = (
        texts.order_by()
        .values(window_id=F("answer__sitting__window_id"))
        .annotate(
            cohort_id=F("answer__sitting__window__cohort_id"),
            late=Count("answer__sitting", distinct=True),
            since=Min("at"),
        )
    )
    return (Waiting(**row) for row in rows)
