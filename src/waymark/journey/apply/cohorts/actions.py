"""The lead adds people to the staff of a cohort. Opening a cohort is an action of `ground.cohorts`."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.ground.cohorts import actions as cohorts
from waymark.ground.cohorts.queries import list_enrolled_emails
from waymark.journey.apply.cohorts import rules, words
from waymark.kit.refusals import Refusal, reasons_for

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort, CohortStaff
    from waymark.ground.people.models import Person
    from waymark.ground.people.roles import Role


class CannotAddStaff(Refusal):
    """The person cannot work with this cohort."""


@transaction.atomic
def add_staff(*, cohort: Cohort, person: Person, role: Role, by: Person, at: datetime) -> CohortStaff:
    """Add a person to the cohort's staff in a role, unless they are one of its participants."""
    takes_part = person.email.lower() in list_enrolled_emails(cohort=cohort)
    decision = rules.may_join_staff(takes_part=takes_part)
    if not decision.allowed:
        raise CannotAddStaff(*reasons_for(decision.reasons, words.SENTENCES, name=person.name))
    return cohorts.assign_staff(cohort=cohort, person=person, role=role, by=by, at=at)
