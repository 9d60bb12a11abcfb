"""The lead staffs a cohort. Opening one is the ground's own act."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.ground.cohorts import actions as cohorts
from waymark.ground.cohorts.queries import list_enrolled_emails
from waymark.journey.apply import rules, words
from waymark.kit.refusals import Reason, Refusal

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort, CohortStaff
    from waymark.ground.people.models import Person
    from waymark.ground.people.roles import Role


class CannotStaff(Refusal):
    """The person cannot work with this cohort."""


@transaction.atomic
def staff_cohort(*, cohort: Cohort, person: Person, role: Role, by: Person, at: datetime) -> CohortStaff:
    """Let a person work with the cohort in a role, unless they take part in it."""
    takes_part = person.email.lower() in list_enrolled_emails(cohort=cohort)
    if not rules.may_staff(takes_part=takes_part):
        raise CannotStaff(Reason("takes_part", words.TAKES_PART.format(name=person.name)))
    return cohorts.assign_staff(cohort=cohort, person=person, role=role, by=by, at=at)
