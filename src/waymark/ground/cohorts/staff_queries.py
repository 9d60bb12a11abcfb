"""Who may have which role in a cohort and why not, who has it, and who leaves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from waymark.ground.cohorts import words
from waymark.ground.cohorts.models import CohortStaff, Enrolment, Leaving
from waymark.ground.cohorts.role_rules import may_join_staff
from waymark.ground.people.roles import Role
from waymark.kit.refusals import Reason, reasons_for

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort
    from waymark.ground.people.models import Person

COHORT_ROLES = (Role.FACILITATOR, Role.COACH, Role.MARKER, Role.SENIOR)
"""Roles that are given for one cohort."""


@dataclass(frozen=True, kw_only=True)
class RoleState:
    """Whether a person has a role in a cohort, or else may be given it; every reason why not."""

    person: Person
    role: Role
    member: CohortStaff | None = None
    reasons: tuple[Reason, ...] = ()

    @property
    def key(self) -> str:
        return f"{self.person.pk}:{self.role.value}"


def role_table(
    *, cohort: Cohort, people: Iterable[Person], roles: Collection[Role] = COHORT_ROLES
) -> list[tuple[Person, list[RoleState]]]:
    """For each person and each role the same answer as `assign_staff` gives. `people` have their `roles_held`."""
    rows = list(CohortStaff.objects.filter(cohort=cohort).select_related("cohort__programme"))
    worked: dict[int, set[Role]] = defaultdict(set)
    current: dict[tuple[int, str], CohortStaff] = {}
    for row in rows:
        worked[row.person_id].add(Role(row.role))
        if row.ended_at is None:
            current[row.person_id, row.role] = row
    enrolled = set(Enrolment.objects.filter(cohort=cohort).values_list("person_id", flat=True))
    return [
        (
            person,
            [
                _state(person, role, cohort, current, worked[person.pk], takes_part=person.pk in enrolled)
                for role in roles
            ],
        )
        for person in people
    ]


def _state(
    person: Person,
    role: Role,
    cohort: Cohort,
    current: dict[tuple[int, str], CohortStaff],
    worked: Collection[Role],
    *,
    takes_part: bool,
) -> RoleState:
    if member := current.get((person.pk, role.value)):
        return RoleState(person=person, role=role, member=member)
    held = {Role(row.role) for row in person.roles_held.all()}
    decision = may_join_staff(role=role, roles_in_cohort=worked, roles_held=held, takes_part=takes_part)
    reasons = reasons_for(decision.reasons, words.STAFF_SENTENCES, name=person.name, cohort=cohort.name)
    return RoleState(person=person, role=role, reasons=reasons)


def list_roles_in_force(*, person: Person) -> list[CohortStaff]:
    """Every role of a person in a cohort that has not been taken away, whichever its days."""
    rows = CohortStaff.objects.filter(person=person, ended_at=None)
    return list(
        rows.select_related("cohort__programme", "cohort__provider").order_by("-cohort__starts_on", "role")
    )


def has_role_in_force(*, member: CohortStaff) -> bool:
    """Whether another row gives that person that role in that cohort now."""
    rows = CohortStaff.objects.filter(
        cohort_id=member.cohort_id, person_id=member.person_id, role=member.role, ended_at=None
    )
    return rows.exclude(pk=member.pk).exists()


@dataclass(frozen=True, kw_only=True)
class WorkInCohort:
    """A role in a cohort, for a list of all who work for the provider."""

    person_id: int
    cohort: Cohort
    role: Role
    member: CohortStaff


def list_work_for(*, for_: Person) -> list[WorkInCohort]:
    """Every role in a cohort of the viewer's provider that has not been taken away, newest cohort first."""
    rows = CohortStaff.objects.filter(cohort__provider_id=for_.provider_id, ended_at=None)
    rows = rows.select_related("cohort").order_by("-cohort__starts_on", "cohort_id", "role")
    return [
        WorkInCohort(person_id=row.person_id, cohort=row.cohort, role=Role(row.role), member=row)
        for row in rows
    ]


def find_leaving(*, person: Person) -> Leaving | None:
    """A leaving to come, not undone."""
    rows = Leaving.objects.filter(person=person, in_force_at=None, undone_at=None)
    return rows.select_related("by", "person").first()


def last_leaving_of(*, person: Person) -> Leaving | None:
    """The newest leaving that is not undone, whether it is in force or to come."""
    rows = Leaving.objects.filter(person=person, undone_at=None).select_related("by", "person__provider")
    return rows.order_by("-id").first()


def list_leavings_for(*, for_: Person) -> dict[int, Leaving]:
    """The newest leaving that is not undone, by person id, at the viewer's provider."""
    rows = Leaving.objects.filter(person__provider_id=for_.provider_id, undone_at=None)
    return {leaving.person_id: leaving for leaving in rows.select_related("person", "by").order_by("id")}
