"""A cohort's progress, one row for each participant, and who is at risk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.hours import queries as hours
from waymark.ground.hours.rules import Engagement, Outcome, State, minutes_needed, rule_in_words
from waymark.ground.people.roles import Role
from waymark.ground.programmes.queries import programme_of
from waymark.ground.programmes.values import EngagementRule, Measure, Programme, Requirement
from waymark.kit.clock import local_day
from waymark.kit.formatting import counted, duration, listed
from waymark.kit.formatting import hours as short_hours
from waymark.kit.formatting import share as percent

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort
    from waymark.ground.cohorts.queries import ItemEnd
    from waymark.ground.people.models import Person


LITTLE = 120
"""Someone who can miss fewer minutes than these is at risk."""


@dataclass(frozen=True)
class Risk:
    """What the risk is, after the name; without a sentence there is none."""

    sentence: str = ""
    is_lost: bool = False
    """Whether a rule can’t be met without catching up."""


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
    needed = _needed(programme, engagements)
    risks = _risks(programme, engagements, calendar, minutes, needed=needed, at=at)
    rows = [
        _row(participant, engagement, risk, needed=needed)
        for participant, engagement, risk in zip(participants, engagements, risks, strict=True)
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


def _row(participant: cohorts.Participant, engagement: Engagement, risk: Risk, *, needed: int) -> ProgressRow:
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
        risk=risk.sentence,
        lost=risk.is_lost,
    )


def _needed(programme: Programme, engagements: Sequence[Engagement]) -> int:
    """Minutes of all items that the engagement rule asks for; 0 where the pack lists other requirements."""
    if programme.requirements or not engagements:
        return 0
    return minutes_needed(of=engagements[0].base, rule=programme.engagement)


def _risks(
    programme: Programme,
    engagements: Sequence[Engagement],
    calendar: Sequence[ItemEnd],
    minutes: Sequence[Mapping[str, int]],
    *,
    needed: int,
    at: datetime,
) -> Iterator[Risk]:
    """The risk of each participant, in the order of their minutes."""
    if not programme.requirements:
        yield from (_risk(engagement.possible - needed, programme.engagement) for engagement in engagements)
        return
    for credited in minutes:
        outcomes = hours.calculate_outcomes(programme, calendar, credited, at=at)
        yield _requirement_risk(list(zip(programme.requirements, outcomes, strict=True)))


def _risk(spare: int, rule: EngagementRule) -> Risk:
    if spare < 0:
        return Risk(
            f"can’t reach {rule_in_words(rule)} without catching up {duration(-spare)}.", is_lost=True
        )
    if spare < LITTLE:
        return Risk(f"can miss only {duration(spare)} more and still reach {rule_in_words(rule)}.")
    return Risk()


def _requirement_risk(outcomes: Sequence[tuple[Requirement, Outcome]]) -> Risk:
    """The worst of them: what is out of reach, or else minutes of which little more can be missed.

    Little is less than `LITTLE`, and less than half of what could be missed at first: a short requirement leaves little
    to everyone.
    """
    lost = [rule.title for rule, outcome in outcomes if outcome.state is State.OUT_OF_REACH]
    if lost:
        return Risk(f"can’t meet {listed(lost)} without catching up.", is_lost=True)
    close = [
        (outcome.may_miss, rule.title)
        for rule, outcome in outcomes
        if outcome.state is State.REACHABLE
        and rule.measure is Measure.MINUTES
        and outcome.may_miss < min(LITTLE, (outcome.of - outcome.needed) / 2)
    ]
    if close:
        spare, title = min(close)
        return Risk(f"can miss only {duration(int(spare))} more of {title}.")
    return Risk()
