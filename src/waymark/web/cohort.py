"""A cohort's progress, one row a person, and who is at risk, in sentences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.hours import queries as hours
from waymark.ground.hours.rules import Engagement, minutes_needed, minutes_to_spare
from waymark.ground.people.roles import Role
from waymark.ground.programmes.queries import programme_of
from waymark.ground.programmes.values import EngagementRule, Programme
from waymark.kit.formatting import hours as shown
from waymark.kit.formatting import share as percent

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort, Enrolment
    from waymark.ground.people.models import Person


@dataclass(frozen=True, kw_only=True)
class Row:
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
    """A sentence when the rule is in danger; empty otherwise."""
    lost: bool
    """Whether the rule is out of reach without catching up."""


def rows_of(*, cohort: Cohort, for_: Person, role: Role, at: datetime) -> list[Row]:
    """Least possible first. The number of statements does not grow with the rows."""
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
    """How many of a cohort are at risk, in words; empty when nobody is enrolled."""
    rows = rows_of(cohort=cohort, for_=for_, role=Role.LEAD, at=at)
    at_risk = sum(bool(row.risk) for row in rows)
    if not rows:
        return ""
    return f"{at_risk} of {len(rows)} at risk" if at_risk else f"Nobody of {len(rows)} at risk"


def _row(enrolment: Enrolment, engagement: Engagement, programme: Programme) -> Row:
    rule, person = programme.engagement, enrolment.person
    spare = minutes_to_spare(engagement=engagement, rule=rule)
    return Row(
        reference=enrolment.reference,
        name=person.name,
        school=person.organisation.name if person.organisation else "",
        earned=shown(engagement.earned),
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
    asked = f"{'more than' if rule.is_strict else 'at least'} {percent(rule.share)}"
    if spare < 0:
        return f"cannot reach {asked} without {shown(-spare)} of catching up."
    if spare < 120:
        return f"can miss only {shown(spare)} more and still reach {asked}."
    return ""
