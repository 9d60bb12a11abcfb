"""How a participant's own assessment stands, in one statement, for pages of the lobby."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import F, FilteredRelation, Q, Sum

from waymark.journey.sit.models import SittingWindow
from waymark.journey.sit.rules import Window, effective_deadline
from waymark.journey.sit.words import closing

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort, Enrolment


@dataclass(frozen=True, kw_only=True)
class OwnWindow:
    """A window as its participant stands in it; `code` is empty until the desk was opened."""

    opens_at: datetime
    closes_before: datetime
    closes: str
    """The last minute on the wall clock, in words."""
    zone: str
    max_words: int
    code: str
    words: int
    how: str
    """`submitted`, `collected`, or empty."""


def own_window_of(*, enrolment: Enrolment, at: datetime) -> OwnWindow | None:
    """The window that is open for a participant; else the next one; else the last."""
    mine = FilteredRelation("sittings", condition=Q(sittings__enrolment=enrolment))
    rows = SittingWindow.objects.filter(cohort_id=enrolment.cohort_id).annotate(mine=mine)
    told = rows.order_by("opens_at").values(
        "opens_at", "closes_before", "zone", "max_words",
        code=F("mine__code"), how=F("mine__submission__how"), words=Sum("mine__answers__words"),
    )  # fmt: skip
    windows = [_own(dict(row)) for row in told]
    to_come = [one for one in windows if at < one.closes_before]
    return to_come[0] if to_come else windows[-1] if windows else None


def newest_closed_window_of(*, cohort: Cohort, at: datetime) -> SittingWindow | None:
    """The last window of a cohort that has closed."""
    rows = SittingWindow.objects.filter(cohort=cohort, closes_before__lte=at)
    return rows.order_by("-closes_before").first()


def _own(row: dict[str, Any]) -> OwnWindow:
    span = Window(opens_at=row["opens_at"], closes_before=row["closes_before"], max_words=row["max_words"])
    said = {key: row[key] or "" for key in ("code", "how")} | {"words": row["words"] or 0}
    return OwnWindow(
        opens_at=span.opens_at,
        closes_before=effective_deadline(span),
        closes=closing(span, zone=row["zone"]),
        zone=row["zone"],
        max_words=span.max_words,
        **said,
    )
