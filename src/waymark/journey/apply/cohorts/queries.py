"""Who could join the staff of a cohort."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from waymark.ground.people import queries as people
from waymark.ground.people.roles import LABELS, Role

if TYPE_CHECKING:
    from waymark.ground.people.models import Person

STAFF_ROLES = (Role.FACILITATOR, Role.COACH, Role.SETTER, Role.MARKER, Role.SENIOR)
"""Roles in which a person works with one cohort; leads and the award board see all cohorts."""


@dataclass(frozen=True)
class StaffCandidate:
    """A person who could be added to a cohort's staff, with the labels of their roles."""

    person: Person
    roles: tuple[str, ...]


def list_staff_candidates(*, for_: Person) -> list[StaffCandidate]:
    """Everyone at the viewer's provider who has a staff role, by name."""
    labels_by_person: dict[Person, list[str]] = {}
    for role in STAFF_ROLES:
        for person in people.list_persons_with(role=role, for_=for_):
            labels_by_person.setdefault(person, []).append(LABELS[role])
    candidates = [StaffCandidate(person, tuple(labels)) for person, labels in labels_by_person.items()]
    return sorted(candidates, key=lambda candidate: (candidate.person.sort_name, candidate.person.pk))
