"""How a participant's own assessment stands, in one statement, for pages of the lobby."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import F, FilteredRelation, Q, Sum

from waymark.journey.sit.attempts.queries import reasons_not_to_sit, windows_open_to
from waymark.journey.sit.windows import deadlines
from waymark.journey.sit.windows.models import SittingWindow
from waymark.journey.sit.windows.rules import WindowState, effective_deadline, index_of_current, is_over
from waymark.journey.sit.windows.words import closing

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort, Enrolment


@dataclass(frozen=True, kw_only=True)
class OwnWindow:
    """A window as its participant stands in it; `code` is empty until the desk was opened."""

    window_id: int
    opens_at: datetime
    deadline: datetime
    """This participant's own."""
    is_over: bool
    """Past the deadline, with no extension left to decide."""
    closes: str
    """The last minute on the wall clock, in words."""
    zone: str
    max_words: int
    code: str
    words: int
    how: str
    """`submitted`, `collected`, or empty."""
    missed: str = ""
    """When the window before this one closed, in words, if they submitted nothing in it."""


def own_window_of(*, enrolment: Enrolment, at: datetime) -> OwnWindow | None:
    """The window that is open for a participant; else the next one; else the last."""
    windows = _own_windows(enrolment, at=at)
    states = [WindowState(is_over=window.is_over, is_begun=bool(window.code)) for window in windows]
    index = index_of_current(
        states, is_asked=lambda index: _is_asked(windows[index].window_id, enrolment=enrolment, at=at)
    )
    if index is None:
        return None
    before = windows[index - 1] if index else None
    has_missed = before is not None and before.is_over and not before.how
    return replace(windows[index], missed=before.closes) if before and has_missed else windows[index]


def _own_windows(enrolment: Enrolment, *, at: datetime) -> list[OwnWindow]:
    """The windows that are open to a participant, in the order of opening; one statement."""
    mine = FilteredRelation("sittings", condition=Q(sittings__enrolment=enrolment))
    real = windows_open_to(SittingWindow.objects.all(), enrolment=enrolment)
    rows = deadlines.own_windows(real, enrolment=enrolment).annotate(mine=mine)
    window_rows = rows.order_by("opens_at").values(
        "pk", "opens_at", "closes", "is_pending", "stopped_at", "zone", "max_words",
        code=F("mine__code"), how=F("mine__submission__how"), words=Sum("mine__answers__words"),
    )  # fmt: skip
    return [_own(dict(row), at=at) for row in window_rows]


def _is_asked(window_id: int, *, enrolment: Enrolment, at: datetime) -> bool:
    window = SittingWindow.objects.select_related("cohort__programme").get(pk=window_id)
    return reasons_not_to_sit(window=window, enrolment=enrolment, at=at).allowed


def newest_closed_window_of(*, cohort: Cohort, at: datetime) -> SittingWindow | None:
    """The last window of a cohort that has closed."""
    rows = SittingWindow.objects.filter(cohort=cohort, is_practice=False)
    return deadlines.closed_windows(rows, at=at).order_by("-opens_at").first()


def _own(row: dict[str, Any], *, at: datetime) -> OwnWindow:
    pending, most = row["is_pending"], row["max_words"]
    times = deadlines.times_from(row["opens_at"], row["closes"], pending, most, 0, True)
    times = replace(times, stopped_at=row["stopped_at"])
    sitting_facts = {key: row[key] or "" for key in ("code", "how")} | {"words": row["words"] or 0}
    return OwnWindow(
        window_id=row["pk"],
        opens_at=times.opens_at,
        deadline=effective_deadline(times),
        is_over=is_over(times, at=at),
        closes=closing(times, zone=row["zone"]),
        zone=row["zone"],
        max_words=most,
        **sitting_facts,
    )
