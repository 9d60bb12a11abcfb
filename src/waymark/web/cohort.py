"""A cohort's progress, one row for each participant, and who is at risk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.hours import queries as hours
from waymark.ground.hours.rules import Engagement, minutes_needed, rule_in_words
from waymark.ground.people.roles import Role
from waymark.ground.programmes.queries import programme_of
from waymark.ground.programmes.values import EngagementRule
from waymark.kit.clock import local_day
from waymark.kit.formatting import counted, duration
from waymark.kit.formatting import hours as short_hours
from waymark.kit.formatting import share as percent

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort
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
    today = local_day(at, cohorts.zone_of(cohort=cohort))
    participants = cohorts.list_participants_for(for_=for_, role=role, cohort=cohort, on=today)
    calendar = cohorts.list_item_ends(cohort_id=cohort.pk)
    credited = hours.get_minutes_by_enrolment(cohort=cohort)
    programme = programme_of(cohort.programme)
    minutes = [credited.get(participant.enrolment_id, {}) for participant in participants]
    engagements = hours.calculate_engagements(programme, calendar, minutes, at=at)
    needed = minutes_needed(of=engagements[0].base, rule=programme.engagement) if engagements else 0
    rows = [
        _row(participant, engagement, programme.engagement, needed=needed)
        for participant, engagement in zip(participants, engagements, strict=True)
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


def _row(
    participant: cohorts.Participant, engagement: Engagement, rule: EngagementRule, *, needed: int
) -> ProgressRow:
    spare = engagement.possible - needed
    return ProgressRow(
        reference=participant.reference,
        name=participant.name,
        school=participant.school or "",
        earned=short_hours(engagement.earned),
        now=percent((engagement.earned, engagement.base)),
        best=percent((engagement.possible, engagement.base)),
        done=engagement.earned,
        possible=engagement.possible - engagement.earned,
        needed=needed,
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
