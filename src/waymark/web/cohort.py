"""A cohort's progress, one row for each participant, and who is at risk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.hours import queries as hours
from waymark.ground.hours.rules import Engagement, minutes_needed, minutes_to_spare, rule_in_words
from waymark.ground.people.roles import Role
from waymark.ground.programmes.queries import programme_of
from waymark.ground.programmes.values import EngagementRule, Programme
from waymark.kit.formatting import counted, duration
from waymark.kit.formatting import hours as short_hours
from waymark.kit.formatting import share as percent

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort, Enrolment
    from waymark.ground.people.models import Person


@dataclass(frozen=True, kw_only=True)
class ProgressRow:
    reference: str
    name: str
    school: str
    earned: str
    now: str
    best: str
    done: int
    possible: int
    needed: int
    whole: int
    risk: str
    """What the risk is, after the name; empty without a risk."""
    lost: bool
    """Whether the rule can't be met without catching up."""


def rows_of(*, cohort: Cohort, for_: Person, role: Role, at: datetime) -> list[ProgressRow]:
    """Rows with the least possible hours first, in a fixed number of statements."""
    enrolments = cohorts.list_enrolments_for(for_=for_, role=role, cohort_slug=cohort.slug)
    calendar = cohorts.list_calendar(cohort_id=cohort.pk)
    credited = hours.get_minutes_by_enrolment(cohort=cohort)
    programme = programme_of(cohort.programme)
    rows = [
        _row(
            enrolment,
            hours.calculate_engagement(programme, calendar, credited.get(enrolment.pk, {}), at=at),
            programme,
        )
        for enrolment in enrolments
    ]
    return sorted(rows, key=lambda row: row.done + row.possible)


def at_risk_in(*, cohort: Cohort, for_: Person, at: datetime) -> str:
    """How many of a cohort are at risk, in words; empty when no one is enrolled."""
    rows = rows_of(cohort=cohort, for_=for_, role=Role.LEAD, at=at)
    at_risk = sum(bool(row.risk) for row in rows)
    if not rows:
        return ""
    if not at_risk and len(rows) == 1:
        return "1 participant, not at risk"
    if not at_risk:
        return f"None of {counted(len(rows), 'participant', 'participants')} at risk"
    return f"{at_risk} of {counted(len(rows), 'participant', 'participants')} at risk"


def _row(enrolment: Enrolment, engagement: Engagement, programme: Programme) -> ProgressRow:
    rule, person = programme.engagement, enrolment.person
    spare = minutes_to_spare(engagement=engagement, rule=rule)
    return ProgressRow(
        reference=enrolment.reference,
        name=person.name,
        school=person.organisation.name if person.organisation else "",
        earned=short_hours(engagement.earned),
        now=percent(engagement.now),
        best=percent(engagement.best),
        done=engagement.earned,
        possible=engagement.possible - engagement.earned,
        needed=minutes_needed(of=engagement.base, rule=rule),
        whole=engagement.base,
        risk=_risk(spare, rule),
        lost=spare < 0,
    )


def _risk(spare: int, rule: EngagementRule) -> str:
    if spare < 0:
        return f"can’t reach {rule_in_words(rule)} without catching up {duration(-spare)}."
    if spare < 120:
        return f"can miss only {duration(spare)} more and still reach {rule_in_words(rule)}."
    return ""
