"""Attendance and hours of the participants of a delivery partner, in the same figures as the programme lead's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.hours import queries as hours
from waymark.ground.programmes.queries import programme_of
from waymark.journey.learn import queries as learn
from waymark.kit.formatting import duration, long_date
from waymark.kit.formatting import hours as short_hours
from waymark.kit.formatting import share as percent

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort
    from waymark.ground.cohorts.queries import PartnerEnrolment
    from waymark.ground.hours.rules import Engagement
    from waymark.ground.people.models import Person

HEADING = (
    "Name", "Reference", "Programme", "Cohort", "With you", "Sessions held", "Sessions attended", "Minutes",
    "Of planned minutes", "Engagement",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class SessionLine:
    """One session of a cohort that is over, for one participant."""

    title: str
    on: date
    planned: int
    """Whole minutes."""
    minutes: int | None
    """What the register records; None: it says nothing about this participant."""

    @property
    def in_words(self) -> str:
        if self.minutes is None:
            return "Not in the register"
        if not self.minutes:
            return "Absent"
        return f"{duration(self.minutes)} of {duration(self.planned)}"


@dataclass(frozen=True, kw_only=True)
class PartnerRow:
    """What a delivery partner may know about one enrolment."""

    reference: str
    name: str
    programme: str
    cohort: str
    periods: tuple[str, ...]
    sessions: tuple[SessionLine, ...]
    """Those that are over, in order of time."""
    earned: int
    planned: int
    engagement: str

    @property
    def held(self) -> int:
        return len(self.sessions)

    @property
    def attended(self) -> int:
        return sum(bool(session.minutes) for session in self.sessions)

    @property
    def hours(self) -> str:
        return f"{short_hours(self.earned)} of {short_hours(self.planned)}"

    @property
    def cells(self) -> tuple[str, ...]:
        """The row of a file, under `HEADING`."""
        return (
            self.name, self.reference, self.programme, self.cohort, "; ".join(self.periods), str(self.held),
            str(self.attended), str(self.earned), str(self.planned), self.engagement,
        )  # fmt: skip


def rows_for(*, for_: Person, at: datetime) -> list[PartnerRow]:
    """A row for each enrolment that is with the viewer's partner now, by name; five statements and three a cohort."""
    own = cohorts.list_partner_enrolments(for_=for_, at=at)
    return _rows(own, at=at)


def find_row(*, for_: Person, reference: str, at: datetime) -> PartnerRow | None:
    """The row of one enrolment; None if it isn't with the viewer's partner now."""
    own = cohorts.find_partner_enrolment(for_=for_, reference=reference, at=at)
    return _rows([own], at=at)[0] if own else None


def _rows(own: Sequence[PartnerEnrolment], *, at: datetime) -> list[PartnerRow]:
    facts = {row.enrolment.cohort.pk: row.enrolment.cohort for row in own}
    by_cohort = {pk: _facts_of(cohort, own, at=at) for pk, cohort in facts.items()}
    return [_row(row, *by_cohort[row.enrolment.cohort_id], at=at) for row in own]


def _facts_of(
    cohort: Cohort, own: Iterable[PartnerEnrolment], *, at: datetime
) -> tuple[dict[int, Engagement], list[learn.HeldSession]]:
    """The engagement of each of these enrolments in a cohort, by id; and the sessions that are over."""
    ids = [row.enrolment.pk for row in own if row.enrolment.cohort_id == cohort.pk]
    credited = hours.get_minutes_by_enrolment(cohort=cohort)
    calendar = cohorts.list_item_ends(cohort_id=cohort.pk)
    programme = programme_of(cohort.programme)
    engagements = hours.calculate_engagements(
        programme, calendar, [credited.get(pk, {}) for pk in ids], at=at
    )
    return dict(zip(ids, engagements, strict=True)), learn.list_held_sessions(cohort=cohort, at=at)


def _row(
    own: PartnerEnrolment,
    engagements: dict[int, Engagement],
    sessions: list[learn.HeldSession],
    *,
    at: datetime,
) -> PartnerRow:
    enrolment = own.enrolment
    engagement = engagements[enrolment.pk]
    return PartnerRow(
        reference=enrolment.reference,
        name=enrolment.person.name,
        programme=enrolment.cohort.programme.title,
        cohort=enrolment.cohort.name,
        periods=tuple(_in_words(period.from_on, period.until_on) for period in own.periods),
        sessions=tuple(
            SessionLine(
                title=session.title,
                on=session.on,
                planned=session.planned,
                minutes=session.minutes.get(enrolment.pk),
            )
            for session in sessions
        ),
        earned=engagement.earned,
        planned=engagement.base,
        engagement=percent(engagement.now),
    )


def _in_words(from_on: date, until_on: date | None) -> str:
    if until_on is None:
        return f"since {long_date(from_on)}"
    return f"{long_date(from_on)} to {long_date(until_on - timedelta(days=1))}"
