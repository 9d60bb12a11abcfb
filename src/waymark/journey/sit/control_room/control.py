"""The control room: how far everybody is in a window, and what happened to them. Counts and moments, never a text.

However many take part, it is a fixed number of statements, and none of them selects a text.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Max, Q, QuerySet, Sum

from waymark.ground.cohorts import queries as cohorts
from waymark.journey.sit import rules
from waymark.journey.sit.models import (
    DeskReport,
    KeptBeside,
    Sitting,
    SittingWindow,
    Submission,
    TakenBack,
)
from waymark.journey.sit.windows import deadlines

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment
    from waymark.ground.people.models import Person
    from waymark.ground.people.roles import Role

USUAL_HOURS = 24
MOST_HOURS = 240


class State(StrEnum):
    """Where somebody stands; one for each."""

    NOT_OPENED = "not_opened"
    EMPTY = "empty"
    WRITING = "writing"
    SUBMITTED = "submitted"
    COLLECTED = "collected"
    OVER = "over"
    """Past their close, and nothing was handed in or collected."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One participant."""

    enrolment: Enrolment
    times: rules.Window
    own_close: bool
    """Whether the close is another than everybody's."""
    state: State
    opened_at: datetime | None = None
    words: int = 0
    saved_at: datetime | None = None
    silent_since: datetime | None = None
    """Where the desk is open: since when nothing came from it."""
    handed_in_at: datetime | None = None
    taken_back: int = 0
    offline_seconds: int = 0
    offline_times: int = 0
    signed_out_times: int = 0
    asked: int = 0
    granted: int = 0
    conflicts: int = 0
    late: int = 0
    """Texts within the tolerance that nobody has decided about."""

    @property
    def is_pending(self) -> bool:
        return self.times.is_pending

    def is_silent(self, *, hours: int, at: datetime) -> bool:
        return self.silent_since is not None and at - self.silent_since >= timedelta(hours=hours)


def list_open_windows_for(*, for_: Person, role: Role, at: datetime) -> list[SittingWindow]:
    """Windows of the viewer's cohorts in which somebody may be writing now, with the cohort; in two statements."""
    own = [one.pk for one in cohorts.list_cohorts_for(for_=for_, role=role)]
    return list(deadlines.open_windows(cohort_ids=own, at=at).select_related("cohort"))


def list_lines(*, for_: Person, role: Role, window: SittingWindow, at: datetime) -> list[Line]:
    """Everybody of the window's cohort by name; nobody for a viewer who may not see the cohort."""
    enrolments = cohorts.list_enrolments_for(for_=for_, role=role, cohort_slug=window.cohort.slug)
    if not enrolments or enrolments[0].cohort_id != window.cohort_id:
        return []
    found = _Found(window)
    return [found.line(one, at=at) for one in enrolments]


class _Found:
    """What the tables say about a window; one statement each, the times two."""

    def __init__(self, window: SittingWindow) -> None:
        self.window = window
        self.times = deadlines.times_in(window)
        self.sittings = {one.enrolment_id: one for one in _counted(window)}
        self.asked = _counts(
            window.extensions.values(of=F("enrolment_id")),
            asked=Count("pk"),
            granted=Count("pk", filter=Q(decision__granted=True)),
        )
        self.kept = _counts(
            KeptBeside.objects.filter(answer__sitting__window=window).values(of=F("answer__sitting_id")),
            conflicts=Count("pk", filter=Q(why=KeptBeside.Why.CONFLICT)),
            late=Count("pk", filter=Q(why=KeptBeside.Why.LATE, decision=None)),
        )
        offline = Q(kind=DeskReport.Kind.OFFLINE)
        self.reports = _counts(
            DeskReport.objects.filter(sitting__window=window).values(of=F("sitting_id")),
            offline_seconds=Sum("seconds", filter=offline, default=0),
            offline_times=Count("pk", filter=offline),
            signed_out_times=Count("pk", filter=~offline),
        )
        own = TakenBack.objects.filter(sitting__window=window, by=F("sitting__enrolment__person"))
        self.taken_back = _counts(own.values(of=F("sitting_id")), taken_back=Count("pk"))

    def line(self, enrolment: Enrolment, *, at: datetime) -> Line:
        times = self.times.get(enrolment.pk, self.window.rules)
        sitting = self.sittings.get(enrolment.pk)
        submission: Submission | None = getattr(sitting, "submission", None)
        said = vars(sitting) if sitting else {}
        words, saved_at = said.get("written") or 0, said.get("last_saved")
        is_waiting = sitting is not None and submission is None and rules.is_open(times, at=at)
        opened_at = sitting.at if sitting else None
        return Line(
            enrolment=enrolment,
            times=times,
            own_close=rules.effective_deadline(times) != rules.effective_deadline(self.window.rules),
            state=_state(times, submission, opened=sitting is not None, words=words, at=at),
            opened_at=opened_at,
            words=words,
            saved_at=saved_at,
            silent_since=(saved_at or opened_at) if is_waiting else None,
            handed_in_at=submission.at if submission else None,
            **self._counts_of(enrolment, sitting),
        )

    def _counts_of(self, enrolment: Enrolment, sitting: Sitting | None) -> dict[str, Any]:
        found = dict(self.asked.get(enrolment.pk, {}))
        if sitting is not None:
            for counts in (self.kept, self.reports, self.taken_back):
                found |= counts.get(sitting.pk, {})
        return found


def _state(
    times: rules.Window, submission: Submission | None, *, opened: bool, words: int, at: datetime
) -> State:
    if submission is not None:
        return State.SUBMITTED if submission.how == Submission.How.SUBMITTED else State.COLLECTED
    if rules.is_over(times, at=at):
        return State.OVER
    if not opened:
        return State.NOT_OPENED
    return State.WRITING if words else State.EMPTY


def _counted(window: SittingWindow) -> QuerySet[Sitting]:
    rows = Sitting.objects.filter(window=window).select_related("submission")
    return rows.annotate(written=Sum("answers__words"), last_saved=Max("answers__saved_at"))


def _counts(rows: Any, **counts: Any) -> dict[int, dict[str, int]]:
    """Counts of a queryset of values, by their key `of`."""
    found = rows.order_by().annotate(**counts)
    return {row.pop("of"): row for row in map(dict, found)}
