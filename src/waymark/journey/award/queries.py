"""Questions about outcomes. Before release only the lead and the board see one: `_released` is the one gate."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import Max, Q, QuerySet

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.hours import queries as hours
from waymark.ground.hours.rules import Engagement
from waymark.ground.hours.rules import Outcome as RequirementOutcome
from waymark.ground.people.queries import by_name
from waymark.ground.people.roles import Role
from waymark.ground.programmes.queries import programme_of
from waymark.ground.programmes.values import Gate, GateName, Programme
from waymark.journey.award import rules
from waymark.journey.award.models import Outcome, Release, StatementOfResult
from waymark.journey.award.personal_data import DATA
from waymark.journey.mark import queries as mark
from waymark.journey.mark.rules import MarkingState
from waymark.journey.sit import queries as sit
from waymark.journey.sit.rules import AttemptResult
from waymark.kit.clock import local_day
from waymark.kit.personal_data import PersonalData, read_personal_data

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort, Enrolment
    from waymark.ground.people.models import Person


@dataclass(frozen=True, kw_only=True)
class AwardStatus:
    """One participant: hours, script, what the rule makes of them, and the outcome once it is decided."""

    enrolment: Enrolment
    hours: Engagement
    requirements: tuple[RequirementOutcome, ...]
    """How they stand now with every requirement of the programme."""
    script: mark.ScriptResult | None
    decision: rules.AwardDecision
    outcome: Outcome | None
    """The current one, while it is the last word: nothing can be decided after it yet."""
    earlier: Outcome | None
    """The released outcome that a new decision would follow."""
    programme: Programme
    conditions: tuple[cohorts.Condition, ...] = ()
    """What is asked before the award besides the engagement rule."""

    @property
    def can_decide(self) -> bool:
        return self.outcome is None and self.decision.ready

    @property
    def can_approve(self) -> bool:
        """Whether the award can be approved together with others."""
        return self.outcome is None and rules.may_approve_together(self.decision)


def list_award_statuses_for(*, for_: Person, cohort: Cohort, at: datetime) -> list[AwardStatus]:
    """Everyone of a cohort that a lead may see, by name; the same few queries whatever its size."""
    enrolments = cohorts.list_enrolments_for(for_=for_, role=Role.LEAD, cohort_slug=cohort.slug)
    programme, calendar = programme_of(cohort.programme), cohorts.list_calendar(cohort_id=cohort.pk)
    credited = hours.get_minutes_by_enrolment(cohort=cohort)
    scripts = mark.all_results_by_enrolment(cohort=cohort)
    submissions = sit.list_closed_submissions(cohort=cohort, at=at)
    sat = {submission.of.enrolment_id: submission.of.pk for submission in submissions}
    rows = _current().filter(enrolment__cohort=cohort)
    outcomes = {outcome.enrolment_id: outcome for outcome in rows}
    conditions = cohorts.conditions_by_enrolment(enrolments=enrolments, gate=GateName.AWARD, at=at)
    return [
        _status(
            enrolment,
            programme,
            hours.calculate_engagement(programme, calendar, credited.get(enrolment.pk, {}), at=at),
            hours.calculate_outcomes(programme, calendar, credited.get(enrolment.pk, {}), at=at),
            scripts.get(enrolment.pk, []),
            last_sitting=sat.get(enrolment.pk),
            outcome=outcomes.get(enrolment.pk),
            conditions=conditions[enrolment.pk],
        )
        for enrolment in enrolments
    ]


def get_award_status(*, enrolment: Enrolment, at: datetime) -> AwardStatus:
    """The same for one enrolment that was found for the viewer."""
    submission = sit.submission_of(enrolment=enrolment)
    is_closed = submission is not None and sit.is_closed(submission=submission, at=at)
    return _status(
        enrolment,
        programme_of(enrolment.cohort.programme),
        hours.get_engagement(enrolment=enrolment, at=at),
        hours.list_outcomes(enrolment=enrolment, at=at),
        mark.list_results_of(enrolment=enrolment),
        last_sitting=submission.of.pk if submission is not None and is_closed else None,
        outcome=_current().filter(enrolment=enrolment).first(),
        conditions=cohorts.list_conditions(enrolment=enrolment, gate=GateName.AWARD, at=at),
    )


def _current() -> QuerySet[Outcome]:
    """The outcomes that no other replaces, with what became of them."""
    return Outcome.objects.filter(replaced_by=None).select_related("release", "by")


def _status(
    enrolment: Enrolment,
    programme: Programme,
    engagement: Engagement,
    outcomes: list[RequirementOutcome],
    scripts: list[mark.ScriptResult],
    *,
    last_sitting: int | None,
    outcome: Outcome | None,
    conditions: list[cohorts.Condition],
) -> AwardStatus:
    """What is decided rests on the attempt that is passed, else on the last one that was closed."""
    index = rules.attempt_that_counts([script.marking for script in scripts])
    script = None if index is None else scripts[index]
    is_passed = script is not None and script.marking.state is MarkingState.PASS
    if script is not None and not is_passed and last_sitting not in (None, script.sitting_id):
        script = None  # the last attempt has no script yet
    record = rules.AwardRecord(
        required=_required(programme, outcomes) if engagement.base else (),
        sat=last_sitting is not None,
        marking=script.marking if script else None,
        conditions_met=all(condition.is_met for condition in conditions),
    )
    decision = rules.decide_award(record)
    follows = outcome is not None and rules.may_follow(
        awarded=outcome.awarded,
        released=hasattr(outcome, "release"),
        is_other_attempt=_is_other_attempt(outcome, script.sitting_id if script else last_sitting),
        would_award=decision.awarded,
    )
    return AwardStatus(
        enrolment=enrolment,
        hours=engagement,
        requirements=tuple(outcomes),
        script=script,
        decision=decision,
        outcome=None if follows else outcome,
        earlier=outcome if follows else None,
        programme=programme,
        conditions=tuple(conditions),
    )


def _required(programme: Programme, outcomes: Iterable[RequirementOutcome]) -> tuple[rules.Required, ...]:
    return tuple(
        rules.Required(met=outcome.met, only_before_sitting=Gate.AWARD not in requirement.asked_at)
        for requirement, outcome in zip(programme.all_requirements, outcomes, strict=True)
    )


def _is_other_attempt(outcome: Outcome, sitting_id: int | None) -> bool:
    """An outcome that names no attempt was decided when there could be only one: the first."""
    if sitting_id is None:
        return False
    return sitting_id != (outcome.sitting_id or sit.first_sitting_id(enrolment_id=outcome.enrolment_id))


def attempt_results(*, sitting_ids: list[int]) -> dict[int, AttemptResult]:
    """What released outcomes say about attempts, by sitting; asked by the assessment before someone sits again."""
    rows = Outcome.objects.filter(release__isnull=False).order_by("id")
    own = rows.filter(Q(sitting__in=sitting_ids) | Q(sitting=None, enrolment__sittings__in=sitting_ids))
    results = {}
    for outcome in own.distinct():
        sitting_id = outcome.sitting_id or sit.first_sitting_id(enrolment_id=outcome.enrolment_id)
        if sitting_id is not None:
            results[sitting_id] = _result_of(outcome)
    return results


def awarded_on(*, enrolment: Enrolment) -> date | None:
    """The local day on which the award of an enrolment was released; None if it has none, whatever was decided."""
    rows = Release.objects.filter(outcome__enrolment=enrolment, outcome__awarded=True).order_by("at")
    released_at = rows.values_list("at", flat=True).first()
    return local_day(released_at, cohorts.zone_of(cohort=enrolment.cohort)) if released_at else None


def _result_of(outcome: Outcome) -> AttemptResult:
    if outcome.awarded:
        return AttemptResult.AWARDED
    return AttemptResult.PASSED if outcome.facts["assessment"]["met"] else AttemptResult.FAILED


# The board.


def list_unreleased_for(*, for_: Person) -> list[Outcome]:
    """Decided outcomes of the viewer's provider that are not released, by cohort and name."""
    rows = _of_provider(for_).filter(release__isnull=True)
    return list(rows.order_by("enrolment__cohort__name", *by_name("enrolment__person")))


def list_outcomes_for(*, for_: Person, ids: list[int]) -> list[Outcome]:
    """Outcomes of the viewer's provider by id; unknown ids are left out."""
    return list(_of_provider(for_).filter(pk__in=ids).order_by("id"))


def count_released_for(*, for_: Person) -> int:
    return _of_provider(for_).filter(release__isnull=False).count()


def count_released_in(*, cohort: Cohort) -> int:
    """How many of a cohort's participants have a released result. The caller found the cohort for the viewer."""
    rows = Outcome.objects.filter(enrolment__cohort=cohort, release__isnull=False)
    return rows.values("enrolment").distinct().count()


def _of_provider(person: Person) -> QuerySet[Outcome]:
    rows = Outcome.objects.filter(enrolment__cohort__provider_id=person.provider_id)
    return rows.select_related(
        "enrolment__person", "enrolment__cohort__programme", "enrolment__cohort__provider", "by", "release"
    )


# The participant: nothing before release.


def _released(enrolment: Enrolment) -> QuerySet[Outcome]:
    return Outcome.objects.filter(release__isnull=False, enrolment=enrolment)


def released_outcome_of(*, enrolment: Enrolment) -> Outcome | None:
    """The last of a participant's outcomes that is released; None before, whatever was decided."""
    rows = _released(enrolment).select_related(
        "release", "by", "enrolment__person", "enrolment__cohort__programme", "enrolment__cohort__provider"
    )
    return rows.order_by("-release__at").first()


def statement_of(*, enrolment: Enrolment) -> StatementOfResult | None:
    """The stored statement of a participant's released award; the only query that reads the file."""
    return StatementOfResult.objects.filter(outcome__in=_released(enrolment)).order_by("-at").first()


def find_statement(*, outcome: Outcome) -> StatementOfResult | None:
    """The statement without its file."""
    return StatementOfResult.objects.defer("pdf").filter(outcome=outcome).first()


def last_release_by_enrolment(*, person: Person) -> dict[int, datetime]:
    """When the newest outcome of each of a person’s enrolments was released; without those that have none."""
    releases = Release.objects.filter(outcome__enrolment__person=person).order_by()
    rows = releases.values_list("outcome__enrolment").annotate(Max("at"))
    return dict(rows)


@dataclass(frozen=True, kw_only=True)
class EnrolmentResult:
    """How far the outcomes of one enrolment are."""

    person_id: int
    released_at: datetime | None
    """The release of the last one."""
    awaits_release: bool
    may_try_again: bool
    """Whether the last one made no award, and there may be another."""


def list_results(*, provider_id: int) -> dict[int, EnrolmentResult]:
    """By enrolment id; without enrolments that have no outcome. One statement, and a programme for each cohort."""
    rows = Outcome.objects.filter(enrolment__cohort__provider_id=provider_id)
    rows = rows.select_related("release", "enrolment__cohort__programme")
    by_enrolment: dict[int, list[Outcome]] = defaultdict(list)
    for outcome in rows.order_by("id"):
        by_enrolment[outcome.enrolment_id].append(outcome)
    return {enrolment_id: _result_from(outcomes) for enrolment_id, outcomes in by_enrolment.items()}


def _result_from(outcomes: list[Outcome]) -> EnrolmentResult:
    """Of one enrolment’s outcomes, in order."""
    last = outcomes[-1]
    released = [outcome.release.at for outcome in outcomes if hasattr(outcome, "release")]
    return EnrolmentResult(
        person_id=last.enrolment.person_id,
        released_at=max(released, default=None),
        awaits_release=len(released) < len(outcomes),
        may_try_again=_may_try_again(outcomes),
    )


def _may_try_again(outcomes: list[Outcome]) -> bool:
    """An assessment that is passed can still be awarded; a failed one can be sat again while attempts are left."""
    last = outcomes[-1]
    if last.awarded or not isinstance(last.facts, dict):
        return False
    if last.facts["assessment"]["met"]:
        return True
    programme = programme_of(last.enrolment.cohort.programme)
    failed = sum(not outcome.facts["assessment"]["met"] for outcome in outcomes)
    return failed < programme.assessment.max_attempts


def has_unreleased_outcome(*, person: Person) -> bool:
    """Whether an outcome was decided that the person has not been told yet."""
    return Outcome.objects.filter(enrolment__person=person, release=None).exists()


def personal_data_of(*, person: Person) -> PersonalData:
    """Everything this room holds about a person; `personal_data.py` says what, and what is left out."""
    return read_personal_data(DATA, person=person)
