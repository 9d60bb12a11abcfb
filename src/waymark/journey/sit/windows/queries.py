"""Questions about windows: the one that concerns a participant, and a cohort's for its lead."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.people.roles import Role
from waymark.journey.sit.attempts.queries import reasons_not_to_sit, windows_open_to
from waymark.journey.sit.windows import deadlines
from waymark.journey.sit.windows.models import SittingWindow
from waymark.journey.sit.windows.rules import WindowState, index_of_current, is_over
from waymark.journey.sit.writing.models import Sitting

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment
    from waymark.ground.people.models import Person


def current_window_of(*, enrolment: Enrolment, at: datetime) -> SittingWindow | None:
    """The window that is open for this participant, with their `times`; else the next one; else the last."""
    rows = windows_open_to(SittingWindow.objects.all(), enrolment=enrolment).order_by("opens_at")
    rows = rows.select_related("cohort__programme")
    begun = Exists(Sitting.objects.filter(window=OuterRef("pk"), enrolment=enrolment))
    own = deadlines.own_windows(rows, enrolment=enrolment).annotate(begun=begun)
    windows = deadlines.give_window_times(own)
    states = [
        WindowState(is_over=is_over(window.times, at=at), is_begun=vars(window)["begun"])
        for window in windows
    ]
    index = index_of_current(
        states,
        is_asked=lambda index: reasons_not_to_sit(window=windows[index], enrolment=enrolment, at=at).allowed,
    )
    return None if index is None else windows[index]


def list_windows_for(*, for_: Person, role: Role, cohort_slug: str) -> list[SittingWindow]:
    """Windows of a cohort the viewer may see, newest first, with counts of those who opened and handed in."""
    cohort = cohorts.get_cohort_for(for_=for_, role=role, slug=cohort_slug)
    if cohort is None:
        return []
    rows = SittingWindow.objects.filter(cohort=cohort, is_practice=False)
    rows = rows.select_related("paper").defer("paper__body")
    return list(
        rows.annotate(
            opened=Count("sittings", distinct=True),
            handed_in=Count("sittings__submission", distinct=True),
            named=Count("entries", distinct=True),
        ).order_by("-opens_at")
    )


def get_window_for(*, for_: Person, role: Role, cohort_slug: str, window_id: int) -> SittingWindow | None:
    cohort = cohorts.get_cohort_for(for_=for_, role=role, slug=cohort_slug)
    if cohort is None:
        return None
    rows = SittingWindow.objects.filter(cohort=cohort, pk=window_id, is_practice=False)
    return rows.select_related("cohort__programme", "paper").defer("paper__body").first()


def list_windows_of(*, cohort_id: int) -> list[SittingWindow]:
    """A cohort's windows in order. The caller has proved that the viewer may see the cohort."""
    rows = SittingWindow.objects.filter(cohort_id=cohort_id, is_practice=False)
    return list(rows.order_by("opens_at"))


def last_close_of(*, window: SittingWindow) -> datetime:
    """When the last participant's own time in a window is over."""
    return deadlines.when_all_closed(window=window)


def count_undecided(*, cohort_id: int) -> tuple[int, int]:
    """Extensions, and texts within the tolerance, that nobody has decided about in a cohort's windows."""
    return deadlines.count_undecided(cohort_id=cohort_id)
