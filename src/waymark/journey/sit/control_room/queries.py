"""How far each participant is in a window. Counts and times, never an answer's text.

The number of queries does not depend on the number of participants, and none of them selects a text.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Count, F, Max, Q, Sum

from waymark.ground.cohorts import queries as cohorts
from waymark.journey.sit.attempts.queries import not_asked_ids
from waymark.journey.sit.submission.models import Submission, SubmissionWithdrawal
from waymark.journey.sit.windows import deadlines
from waymark.journey.sit.windows.models import SittingWindow
from waymark.journey.sit.windows.rules import Window, effective_deadline, is_open, is_over
from waymark.journey.sit.writing.models import AlternateVersion, DeskReport, Sitting

if TYPE_CHECKING:
    from waymark.ground.cohorts.queries import Participant
    from waymark.ground.people.models import Person
    from waymark.ground.people.roles import Role


class ParticipantState(StrEnum):
    """How far a participant is in a window."""

    NOT_OPENED = "not_opened"
    EMPTY = "empty"
    WRITING = "writing"
    SUBMITTED = "submitted"
    COLLECTED = "collected"
    OVER = "over"
    """Their close has passed, and nothing was submitted or collected."""


class ParticipantProgress(NamedTuple):
    """One participant's line in the control room."""

    participant: Participant
    times: Window
    has_own_close: bool
    """Whether the close differs from the window's."""
    state: ParticipantState
    opened_at: datetime | None = None
    words: int = 0
    saved_at: datetime | None = None
    silent_since: datetime | None = None
    """The last save, or the opening; None unless they are still writing."""
    submitted_at: datetime | None = None
    """When it was submitted or collected."""
    taken_back: int = 0
    offline_seconds: int = 0
    offline_times: int = 0
    signed_out_times: int = 0
    requested: int = 0
    """Extensions."""
    granted: int = 0
    conflicts: int = 0
    late: int = 0
    """Texts within the tolerance that await a decision."""

    @property
    def is_pending(self) -> bool:
        return self.times.is_pending

    def is_silent(self, *, hours: int, at: datetime) -> bool:
        return self.silent_since is not None and at - self.silent_since >= timedelta(hours=hours)


def list_open_windows_for(*, for_: Person, role: Role, at: datetime) -> list[SittingWindow]:
    """Windows of the viewer's cohorts in which someone may be writing now, with the cohort; in two queries."""
    cohort_ids = [cohort.pk for cohort in cohorts.list_cohorts_for(for_=for_, role=role)]
    return list(deadlines.open_windows(cohort_ids=cohort_ids, at=at).select_related("cohort"))


def list_participants_for(
    *, for_: Person, role: Role, window: SittingWindow, at: datetime
) -> list[ParticipantProgress]:
    """Everyone whom the window asks to sit, by name; empty for a viewer who may not see the cohort."""
    participants = cohorts.list_participants_for(for_=for_, role=role, cohort=window.cohort)
    if not participants:
        return []
    counts = _WindowCounts(window)
    not_asked = not_asked_ids(window=window, at=at) - counts.opened.keys()
    return [
        counts.progress_of(participant, at=at)
        for participant in participants
        if participant.enrolment_id not in not_asked
    ]


class _Opened(NamedTuple):
    """A sitting with what was written in it and what became of it: no models."""

    enrolment_id: int
    sitting_id: int
    opened_at: datetime
    how: str | None
    submitted_at: datetime | None
    words: int | None
    saved_at: datetime | None


class _WindowCounts:
    """What the tables hold about a window: one query each, the times two."""

    def __init__(self, window: SittingWindow) -> None:
        self.window = window
        self.usual_times = window.rules
        self.usual_close = effective_deadline(self.usual_times)
        self.times = deadlines.times_in(window)
        self.opened = {sitting.enrolment_id: sitting for sitting in _sittings_with_counts(window)}
        self.extensions = _counts_by_id(
            window.extensions.values(of=F("enrolment_id")),
            requested=Count("pk"),
            granted=Count("pk", filter=Q(decision__granted=True)),
        )
        self.versions = _counts_by_id(
            AlternateVersion.objects.filter(answer__sitting__window=window).values(
                of=F("answer__sitting_id")
            ),
            conflicts=Count("pk", filter=Q(kind=AlternateVersion.Kind.CONFLICT)),
            late=Count("pk", filter=Q(kind=AlternateVersion.Kind.LATE, decision=None)),
        )
        offline = Q(kind=DeskReport.Kind.OFFLINE)
        self.reports = _counts_by_id(
            DeskReport.objects.filter(sitting__window=window).values(of=F("sitting_id")),
            offline_seconds=Sum("seconds", filter=offline, default=0),
            offline_times=Count("pk", filter=offline),
            signed_out_times=Count("pk", filter=~offline),
        )
        by_writer = SubmissionWithdrawal.objects.filter(
            sitting__window=window, by=F("sitting__enrolment__person")
        )
        self.withdrawals = _counts_by_id(by_writer.values(of=F("sitting_id")), taken_back=Count("pk"))

    def progress_of(self, participant: Participant, *, at: datetime) -> ParticipantProgress:
        times = self.times.get(participant.enrolment_id, self.usual_times)
        opened = self.opened.get(participant.enrolment_id)
        how = opened.how if opened else None
        words = (opened.words or 0) if opened else 0
        is_writing = opened is not None and how is None and is_open(times, at=at)
        opened_at = opened.opened_at if opened else None
        saved_at = opened.saved_at if opened else None
        return ParticipantProgress(
            participant=participant,
            times=times,
            has_own_close=times is not self.usual_times and effective_deadline(times) != self.usual_close,
            state=_state(times, how, opened=opened is not None, words=words, at=at),
            opened_at=opened_at,
            words=words,
            saved_at=saved_at,
            silent_since=(saved_at or opened_at) if is_writing else None,
            submitted_at=opened.submitted_at if opened else None,
            **self._counts_of(participant, opened),
        )

    def _counts_of(self, participant: Participant, opened: _Opened | None) -> dict[str, Any]:
        counts = dict(self.extensions.get(participant.enrolment_id, {}))
        if opened is not None:
            for by_sitting in (self.versions, self.reports, self.withdrawals):
                counts |= by_sitting.get(opened.sitting_id, {})
        return counts


def _state(times: Window, how: str | None, *, opened: bool, words: int, at: datetime) -> ParticipantState:
    if how is not None:
        is_submitted = how == Submission.How.SUBMITTED
        return ParticipantState.SUBMITTED if is_submitted else ParticipantState.COLLECTED
    if is_over(times, at=at):
        return ParticipantState.OVER
    if not opened:
        return ParticipantState.NOT_OPENED
    return ParticipantState.WRITING if words else ParticipantState.EMPTY


def _sittings_with_counts(window: SittingWindow) -> Iterator[_Opened]:
    rows = Sitting.objects.filter(window=window)
    rows = rows.annotate(written=Sum("answers__words"), last_saved=Max("answers__saved_at"))
    columns = ("enrolment_id", "id", "at", "submission__how", "submission__at", "written", "last_saved")
    return (_Opened(*row) for row in rows.values_list(*columns))


def _counts_by_id(rows: Any, **counts: Any) -> dict[int, dict[str, int]]:
    """Counts of a queryset of values, by their key `of`."""
    return {row.pop("of"): row for row in map(dict, rows.order_by().annotate(**counts))}
