"""Questions about outcomes. Before its release nobody but lead and board learns one: `_released` is the one gate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.hours import queries as hours
from waymark.ground.hours.rules import Standing
from waymark.ground.people.roles import Role
from waymark.ground.programmes.queries import programme_of
from waymark.ground.programmes.values import Gate, Programme
from waymark.journey.award import rules
from waymark.journey.award.models import Outcome, StatementOfResult
from waymark.journey.mark import queries as mark
from waymark.journey.sit import queries as sit
from waymark.kit.progress import Status, Step

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort, Enrolment
    from waymark.ground.people.models import Person

AWARD = "award"
"""The item id under which this room answers `progress_of`; no item of a pack has it."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One participant: what stands, what it comes to, and what was decided."""

    enrolment: Enrolment
    hours: Standing
    script: mark.ScriptStanding | None
    decision: rules.Decision
    outcome: Outcome | None
    programme: Programme

    @property
    def can_decide(self) -> bool:
        return self.outcome is None and self.decision.ready

    @property
    def is_clear(self) -> bool:
        return self.outcome is None and rules.is_clear(self.decision)


def list_lines_for(*, for_: Person, cohort: Cohort, at: datetime) -> list[Line]:
    """Everyone of a cohort that a lead may see, by name; the same few queries whatever its size."""
    enrolments = cohorts.list_enrolments_for(for_=for_, role=Role.LEAD, cohort_slug=cohort.slug)
    programme, calendar = programme_of(cohort.programme), cohorts.list_calendar(cohort_id=cohort.pk)
    credited = hours.credited_in_cohort(cohort=cohort)
    scripts = mark.settled_of_cohort(cohort=cohort)
    sat = {one.of.enrolment_id for one in sit.list_closed_submissions(cohort=cohort, at=at)}
    rows = Outcome.objects.filter(enrolment__cohort=cohort).select_related("release", "by")
    outcomes = {one.enrolment_id: one for one in rows}
    return [
        _line(
            one,
            programme,
            hours.standing_by(programme, calendar, credited.get(one.pk, {}), at=at),
            scripts.get(one.pk),
            sat=one.pk in sat,
            outcome=outcomes.get(one.pk),
        )
        for one in enrolments
    ]


def line_of(*, enrolment: Enrolment, at: datetime) -> Line:
    """The same for one enrolment that was found for the viewer."""
    submission = sit.submission_of(enrolment=enrolment)
    closed = submission is not None and sit.is_closed(submission=submission, at=at)
    return _line(
        enrolment,
        programme_of(enrolment.cohort.programme),
        hours.standing_of(enrolment=enrolment, at=at),
        mark.settled_of(enrolment=enrolment),
        sat=closed,
        outcome=Outcome.objects.filter(enrolment=enrolment).select_related("release", "by").first(),
    )


def _line(
    enrolment: Enrolment,
    programme: Programme,
    standing: Standing,
    script: mark.ScriptStanding | None,
    *,
    sat: bool,
    outcome: Outcome | None,
) -> Line:
    record = rules.Record(
        earned=standing.earned, base=standing.base, sat=sat, settled=script.settled if script else None
    )
    rule = programme.engagement
    decision = rules.decide(record, rule=rule, asked_before_sitting=rule.asked_at is Gate.SITTING)
    return Line(
        enrolment=enrolment,
        hours=standing,
        script=script,
        decision=decision,
        outcome=outcome,
        programme=programme,
    )


# The board.


def list_waiting_for(*, for_: Person) -> list[Outcome]:
    """Decided outcomes of the viewer's provider that are not released, by cohort and name."""
    rows = _of_provider(for_).filter(release__isnull=True)
    return list(
        rows.order_by("enrolment__cohort__name", "enrolment__person__family_name", "enrolment__person_id")
    )


def list_outcomes_for(*, for_: Person, ids: list[int]) -> list[Outcome]:
    """Outcomes of the viewer's provider by id; unknown ids are left out."""
    return list(_of_provider(for_).filter(pk__in=ids).order_by("id"))


def count_released_for(*, for_: Person) -> int:
    return _of_provider(for_).filter(release__isnull=False).count()


def _of_provider(person: Person) -> QuerySet[Outcome]:
    rows = Outcome.objects.filter(enrolment__cohort__provider_id=person.provider_id)
    return rows.select_related(
        "enrolment__person", "enrolment__cohort__programme", "enrolment__cohort__provider", "by", "release"
    )


# The participant: nothing before the release.


def _released() -> QuerySet[Outcome]:
    return Outcome.objects.filter(release__isnull=False)


def released_outcome_of(*, person: Person) -> Outcome | None:
    """The person's own newest outcome once it is released; None before, whatever was decided."""
    rows = (
        _released()
        .filter(enrolment__person=person)
        .select_related(
            "release",
            "by",
            "enrolment__person",
            "enrolment__cohort__programme",
            "enrolment__cohort__provider",
        )
    )
    return rows.order_by("-release__at").first()


def statement_of(*, person: Person) -> StatementOfResult | None:
    """The stored statement of the person's own released award; the file itself is read here alone."""
    rows = StatementOfResult.objects.filter(outcome__in=_released().filter(enrolment__person=person))
    return rows.order_by("-at").first()


def find_statement(*, outcome: Outcome) -> StatementOfResult | None:
    """Number and fingerprint, without the file."""
    return StatementOfResult.objects.defer("pdf").filter(outcome=outcome).first()


# What every room answers.


def progress_of(*, enrolment: Enrolment, at: datetime) -> tuple[Step, ...]:
    """After the release one step, in the same words for every result; before it nothing."""
    if not _released().filter(enrolment=enrolment).exists():
        return ()
    return (Step(item_id=AWARD, status=Status.DONE, why="Your result is ready."),)


def papers_of(*, person: Person) -> list[dict[str, object]]:
    """Released outcomes with all their facts, and statements issued."""
    rows = _released().filter(enrolment__person=person).select_related("release", "statement")
    return [
        {
            "what": "outcome",
            "awarded": one.awarded,
            "facts": one.facts,
            "decided_at": one.at,
            "released_at": one.release.at,
            "statement": one.statement.number if hasattr(one, "statement") else "",
        }
        for one in rows
    ]
