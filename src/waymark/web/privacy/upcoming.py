"""What falls due when, and why: one class of record of a provider, the next to go first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Count, Model, QuerySet

from waymark.ground.cohorts.queries import names_of_enrolments
from waymark.kit.personal_data import Held
from waymark.kit.retention import CLASSES, Clock, RetentionClass
from waymark.web.privacy import retention
from waymark.web.privacy.clocks import Clocks
from waymark.web.privacy.rules import Start, StartReason

SHOWN = 200


@dataclass(frozen=True, kw_only=True)
class Group:
    """Records that fall due on one day because of one thing."""

    due_at: datetime
    began_at: datetime
    because: StartReason
    who: str
    """The participant; empty for records with a clock of their own, whose people are not named here."""
    titles: tuple[tuple[str, int], ...]
    """Kinds of record, each with how many there are."""
    is_due: bool

    @property
    def records(self) -> int:
        return sum(number for _, number in self.titles)


@dataclass(frozen=True, kw_only=True)
class Upcoming:
    groups: tuple[Group, ...]
    """At most `SHOWN`."""
    more: int
    """How many groups are left out."""
    not_begun: int
    """How many records have a clock that has not begun."""


def list_upcoming(*, provider_id: int, retention_class: RetentionClass, at: datetime) -> Upcoming:
    """Without records of people under a legal hold, which are never due."""
    period = retention.periods_of(provider_id=provider_id)[retention_class]
    clocks = Clocks(provider_id=provider_id, at=at)
    counts: dict[tuple[Start, int | None, bool], Counter[str]] = defaultdict(Counter)
    not_begun = 0
    for held, rows in retention.ticking_records(provider_id=provider_id):
        if held.retention is not retention_class:
            continue
        for start, enrolment_id, number in _counted(held, rows, clocks):
            if start is None:
                not_begun += number
            else:
                is_due = start.at < period.before(at)
                counts[_shown(start), enrolment_id, is_due][held.title] += number
    names = names_of_enrolments(ids={enrolment_id for _, enrolment_id, _ in counts if enrolment_id})
    groups = [
        Group(
            due_at=period.after(start.at),
            began_at=start.at,
            because=start.because,
            who=names[enrolment_id] if enrolment_id else "",
            titles=tuple(titles.items()),
            is_due=is_due,
        )
        for (start, enrolment_id, is_due), titles in counts.items()
    ]
    groups.sort(key=lambda group: (group.due_at, group.who))
    return Upcoming(groups=tuple(groups[:SHOWN]), more=max(len(groups) - SHOWN, 0), not_begun=not_begun)


def _counted(
    held: Held, rows: QuerySet[Model], clocks: Clocks
) -> Iterator[tuple[Start | None, int | None, int]]:
    """Start, enrolment if the clock is an enrolment’s, and number of records."""
    clock = CLASSES[held.retention].clock
    if clock in retention.OF_ENROLMENTS:
        starts = clocks.starts(clock)
        for enrolment_id, number in rows.order_by().values_list(held.enrolment).annotate(Count("pk")):
            yield starts.get(enrolment_id), enrolment_id, number
    elif clock is Clock.EVENT:
        kept = set(rows.values_list("pk", flat=True))
        for row_id, start in retention.event_starts(held, clocks):
            if row_id in kept:
                yield start, None, 1
    else:
        moments = rows.filter(**held.due_if).order_by("pk")
        for moment in moments.values_list(retention.clock_path_of(held), flat=True):
            yield Start(moment, StartReason.OWN), None, 1


def _shown(start: Start) -> Start:
    """The same for everything that began on a day: records, not moments, are counted."""
    noon = start.at.replace(hour=12, minute=0, second=0, microsecond=0)
    return replace(start, at=noon)
