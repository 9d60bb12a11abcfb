"""Questions about outcomes. Before release only the lead and the board see one: `_released` is the one gate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Max, QuerySet

from waymark.ground.cohorts import queries as cohorts
from waymark.ground.hours import queries as hours
from waymark.ground.hours.rules import Engagement
from waymark.ground.people.queries import by_name
from waymark.ground.people.roles import Role
from waymark.ground.programmes.queries import programme_of
from waymark.ground.programmes.values import Gate, Programme
from waymark.journey.award import rules
from waymark.journey.award.models import Outcome, Release, StatementOfResult
from waymark.journey.award.personal_data import DATA
from waymark.journey.mark import queries as mark
from waymark.journey.sit import queries as sit
from waymark.kit.personal_data import PersonalData, read_personal_data

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort, Enrolment
    from waymark.ground.people.models import Person


@dataclass(frozen=True, kw_only=True)
class AwardStatus:
    """One participant: hours, script, what the rule makes of them, and the outcome once it is decided."""

    enrolment: Enrolment
    hours: Engagement
    script: mark.ScriptResult | None
    decision: rules.AwardDecision
    outcome: Outcome | None
    programme: Programme

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
    scripts = mark.script_results_by_enrolment(cohort=cohort)
    submissions = sit.list_closed_submissions(cohort=cohort, at=at)
    sat = {submission.of.enrolment_id for submission in submissions}
    rows = Outcome.objects.filter(enrolment__cohort=cohort).select_related("release", "by")
    outcomes = {outcome.enrolment_id: outcome for outcome in rows}
    return [
        _status(
            enrolment,
            programme,
            hours.calculate_engagement(programme, calendar, credited.get(enrolment.pk, {}), at=at),
            scripts.get(enrolment.pk),
            sat=enrolment.pk in sat,
            outcome=outcomes.get(enrolment.pk),
        )
        for enrolment in enrolments
    ]


def get_award_status(*, enrolment: Enrolment, at: datetime) -> AwardStatus:
    """The same for one enrolment that was found for the viewer."""
    submission = sit.submission_of(enrolment=enrolment)
    return _status(
        enrolment,
        programme_of(enrolment.cohort.programme),
        hours.get_engagement(enrolment=enrolment, at=at),
        mark.get_script_result(enrolment=enrolment),
        sat=submission is not None and sit.is_closed(submission=submission, at=at),
        outcome=Outcome.objects.filter(enrolment=enrolment).select_related("release", "by").first(),
    )


def _status(
    enrolment: Enrolment,
    programme: Programme,
    engagement: Engagement,
    script: mark.ScriptResult | None,
    *,
    sat: bool,
    outcome: Outcome | None,
) -> AwardStatus:
    record = rules.AwardRecord(
        earned=engagement.earned, base=engagement.base, sat=sat, marking=script.marking if script else None
    )
    rule = programme.engagement
    return AwardStatus(
        enrolment=enrolment,
        hours=engagement,
        script=script,
        decision=rules.decide_award(record, rule=rule, asked_before_sitting=rule.asked_at is Gate.SITTING),
        outcome=outcome,
        programme=programme,
    )


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


def _of_provider(person: Person) -> QuerySet[Outcome]:
    rows = Outcome.objects.filter(enrolment__cohort__provider_id=person.provider_id)
    return rows.select_related(
        "enrolment__person", "enrolment__cohort__programme", "enrolment__cohort__provider", "by", "release"
    )


# The participant: nothing before release.


def _released(enrolment: Enrolment) -> QuerySet[Outcome]:
    return Outcome.objects.filter(release__isnull=False, enrolment=enrolment)


def released_outcome_of(*, enrolment: Enrolment) -> Outcome | None:
    """A participant's outcome once it is released; None before, whatever was decided."""
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


def has_unreleased_outcome(*, person: Person) -> bool:
    """Whether an outcome was decided that the person has not been told yet."""
    return Outcome.objects.filter(enrolment__person=person, release=None).exists()


def personal_data_of(*, person: Person) -> PersonalData:
    """Everything this room holds about a person; `personal_data.py` says what, and what is left out."""
    return read_personal_data(DATA, person=person)
