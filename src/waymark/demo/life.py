"""What happens to enrolments: a deferral that returned, a withdrawal, someone in two cohorts, and a resit to come."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from waymark.demo.assessment import NEXT_WINDOW
from waymark.demo.world import DemoProvider, enrol_one, write_locked
from waymark.ground.cohorts import actions as cohorts
from waymark.ground.cohorts import queries
from waymark.ground.cohorts.rules import DeclarationType, DeferralReason, WithdrawalReason
from waymark.ground.people.roles import Role
from waymark.journey.sit import actions as sit

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort, Enrolment

IN_TWO = ("Rosamund", "Ekwueme-Hart", "Quarry Bank High")
DEFERRED = ("Fenella", "Stradling", "Three Elms Primary")
WITHDRAWN = ("Auberon", "Pettigrew-Lowe", "Oxlip Hill Primary")


def add_changes(demo: DemoProvider, *, failed: Enrolment) -> Enrolment:
    """All four, at LLSE; returns the enrolment of the person in two cohorts whose window is open."""
    earlier, later = _cohort(demo, "llse-spring-2025"), _cohort(demo, "llse-spring-2026")
    _defer_and_return(demo, earlier, later)
    _withdraw(demo, later)
    _set_resit(demo, failed)
    own = enrol_one(demo, earlier, IN_TWO, at=earlier.at)
    cohorts.enrol(cohort=later, person=own.person, by=demo.staff["lead"], at=later.at)
    return own


def _cohort(demo: DemoProvider, slug: str) -> Cohort:
    cohort = queries.get_cohort_for(for_=demo.staff["lead"], role=Role.LEAD, slug=slug)
    assert cohort
    return cohort


def _defer_and_return(demo: DemoProvider, earlier: Cohort, later: Cohort) -> None:
    enrolment = enrol_one(demo, earlier, DEFERRED, at=earlier.at)
    _declare_started(demo, enrolment, at=datetime(2025, 9, 12, 10, tzinfo=UTC))
    request = cohorts.request_deferral(
        enrolment=enrolment,
        reason=DeferralReason.PARENTAL_LEAVE,
        is_assessment=False,
        effective_on=date(2025, 10, 6),
        review_on=date(2026, 3, 2),
        expected_return_on=date(2026, 4, 27),
        by=demo.staff["lead"],
        at=datetime(2025, 9, 15, 10, tzinfo=UTC),
    )
    at = datetime(2025, 9, 17, 10, tzinfo=UTC)
    cohorts.decide_deferral(request=request, is_approved=True, by=demo.staff["board"], at=at)
    at = datetime(2026, 4, 13, 10, tzinfo=UTC)
    cohorts.return_to_programme(enrolment=enrolment, into=later, by=demo.staff["lead"], at=at)


def _withdraw(demo: DemoProvider, cohort: Cohort) -> None:
    enrolment = enrol_one(demo, cohort, WITHDRAWN, at=cohort.at)
    _declare_started(demo, enrolment, at=datetime(2026, 9, 11, 10, tzinfo=UTC))
    cohorts.withdraw(
        enrolment=enrolment,
        reason=WithdrawalReason.CAREER,
        effective_on=date(2026, 9, 14),
        by=demo.staff["lead"],
        at=datetime(2026, 9, 14, 15, tzinfo=UTC),
    )


def _declare_started(demo: DemoProvider, enrolment: Enrolment, *, at: datetime) -> None:
    cohorts.record_declaration(
        enrolment=enrolment,
        kind=DeclarationType.STARTED,
        declared_on=at.date(),
        by=demo.staff["lead"],
        at=at,
    )


def _set_resit(demo: DemoProvider, failed: Enrolment) -> None:
    """A window in January for the one person who failed, on another paper."""
    at = datetime(2026, 10, 20, 10, tzinfo=UTC)
    assessment = demo.programme.assessment
    sit.open_window(
        cohort=failed.cohort,
        paper=write_locked(demo, code="LLSE-C", title="NPQEL paper C", at=at),
        opens_on=NEXT_WINDOW,
        opens_time=assessment.opens_time,
        days=assessment.days,
        closes_time=assessment.closes_time,
        zone=assessment.zone,
        by=demo.staff["lead"],
        at=at,
        entered=[failed],
    )
