"""What is common to every act on an enrolment: its days, and how a refusal is said."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from waymark.ground.cohorts.enrolments import queries, rules, words
from waymark.ground.programmes.queries import programme_of
from waymark.kit.clock import local_day
from waymark.kit.formatting import long_date
from waymark.kit.refusals import Refusal, reasons_for

if TYPE_CHECKING:
    from waymark.ground.cohorts.enrolments.reasons import DeclarationReason, EnrolmentReason
    from waymark.ground.cohorts.models import Enrolment


class CannotChangeEnrolment(Refusal):
    """The enrolment cannot be changed as asked."""


def refuse(
    reasons: Iterable[EnrolmentReason | DeclarationReason], enrolment: Enrolment, *, at: datetime
) -> None:
    """Say every reason with the facts it rests on; nothing if there is none."""
    if not (reasons := tuple(reasons)):
        return
    planned = queries.planned_deferral(enrolment=enrolment, at=at)
    declared = queries.declared_by_type(enrolment=enrolment).values()
    days = {
        "joined": joined_on(enrolment),
        "planned": planned.effective_on if planned else None,
        "awarded": queries.awarded_on(enrolment=enrolment),
        "declared": max(declared, default=None),
        "withdrawn": withdrawn_on(enrolment, at=at),
    }
    facts = {name: long_date(day) for name, day in days.items() if day}
    raise CannotChangeEnrolment(*reasons_for(reasons, words.SENTENCES, name=enrolment.person.name, **facts))


def today_in(enrolment: Enrolment, *, at: datetime) -> date:
    """The local day in the cohort's zone."""
    return local_day(at, _zone(enrolment))


def joined_on(enrolment: Enrolment) -> date:
    """The first day on which something can happen to an enrolment: the cohort's, or that of enrolling if earlier."""
    return min(enrolment.cohort.starts_on, local_day(enrolment.at, _zone(enrolment)))


def withdrawn_on(enrolment: Enrolment, *, at: datetime) -> date | None:
    """From which day the person has withdrawn; None if they have not."""
    if queries.status_of(enrolment=enrolment, at=at) is not rules.EnrolmentStatus.WITHDRAWN:
        return None
    change = queries.find_last_change(enrolment=enrolment, kinds=("withdrawal",))
    return change.effective_on if change else None


def _zone(enrolment: Enrolment) -> str:
    return programme_of(enrolment.cohort.programme).assessment.zone
