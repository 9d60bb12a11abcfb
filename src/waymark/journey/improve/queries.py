"""Questions about issues. A lead and the board see the provider's; a facilitator those of their own cohorts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Prefetch, QuerySet

from waymark.ground.cohorts.queries import list_cohorts_for
from waymark.ground.people.queries import list_persons_with
from waymark.ground.people.roles import Role
from waymark.journey.improve.inspections.queries import find_link, newest_link_of
from waymark.journey.improve.models import ImprovementAction, Issue
from waymark.journey.improve.personal_data import DATA
from waymark.kit.corrections import earlier_records
from waymark.kit.personal_data import PersonalData, read_personal_data

if TYPE_CHECKING:
    from waymark.ground.people.models import Person

__all__ = [
    "find_action", "find_link", "get_issue_for", "list_actions_of", "list_earlier_actions", "list_issues",
    "list_owners", "newest_link_of", "personal_data_of",
]  # fmt: skip

OWNERS = (Role.LEAD, Role.FACILITATOR, Role.COACH, Role.SETTER, Role.SENIOR)


def _visible(for_: Person, role: Role) -> QuerySet[Issue]:
    rows = Issue.objects.filter(cohort__in=list_cohorts_for(for_=for_, role=role))
    rows = rows.select_related("cohort__programme", "cohort__provider", "by")
    actions = ImprovementAction.objects.current().select_related("owner", "by")
    return rows.prefetch_related(Prefetch("actions", actions))


def list_issues(*, for_: Person, role: Role) -> list[Issue]:
    """Issues of the cohorts the viewer may see: those without an action first, then by due date."""
    issues = _visible(for_, role).order_by("-id")
    return sorted(issues, key=lambda issue: issue.action.due_on if issue.action else date.min)


def get_issue_for(*, for_: Person, role: Role, issue_id: int) -> Issue | None:
    return _visible(for_, role).filter(pk=issue_id).first()


def find_action(*, issue: Issue) -> ImprovementAction | None:
    return ImprovementAction.objects.current().filter(issue=issue).select_related("owner", "by").first()


def list_actions_of(*, owner: Person) -> list[ImprovementAction]:
    """Every current action that a person owns."""
    rows = ImprovementAction.objects.current().filter(owner=owner)
    return list(rows.select_related("issue__cohort__programme", "owner", "by").order_by("due_on", "id"))


def list_earlier_actions(*, action: ImprovementAction) -> list[ImprovementAction]:
    """The actions that this one replaced, the newest first."""
    return earlier_records(action, rows=ImprovementAction.objects.select_related("owner", "by"))


def list_owners(*, for_: Person) -> list[Person]:
    """Staff of the viewer's provider who can own an action, each once, by name."""
    persons = {person.pk: person for role in OWNERS for person in list_persons_with(role=role, for_=for_)}
    return sorted(persons.values(), key=lambda person: (person.sort_name, person.pk))


def personal_data_of(*, person: Person) -> PersonalData:
    """Everything this room holds about a person; `personal_data.py` says what, and what is left out."""
    return read_personal_data(DATA, person=person)
