"""Questions about findings. A lead and the board see the provider's; a facilitator those of their own cohorts."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import F

from waymark.ground.cohorts.queries import list_cohorts_for
from waymark.ground.people.queries import list_persons_with
from waymark.ground.people.roles import Role
from waymark.journey.improve.models import Finding, ImprovementAction
from waymark.kit.progress import Step

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment
    from waymark.ground.people.models import Person

OWNERS = (Role.LEAD, Role.FACILITATOR, Role.COACH, Role.SETTER, Role.SENIOR)


def list_findings(*, for_: Person, role: Role) -> list[Finding]:
    """Findings of the cohorts the viewer may see: without an action first, then by due date."""
    rows = Finding.objects.filter(cohort__in=list_cohorts_for(for_=for_, role=role))
    rows = rows.select_related("cohort", "by", "action__owner")
    return list(rows.order_by(F("action__due_on").asc(nulls_first=True), "-id"))


def get_finding_for(*, for_: Person, role: Role, finding_id: int) -> Finding | None:
    rows = Finding.objects.filter(cohort__in=list_cohorts_for(for_=for_, role=role), pk=finding_id)
    return rows.select_related("cohort__programme", "cohort__provider", "by", "action__owner").first()


def find_action(*, finding: Finding) -> ImprovementAction | None:
    return ImprovementAction.objects.filter(finding=finding).select_related("owner", "by").first()


def list_owners(*, for_: Person) -> list[Person]:
    """Who can own an action at the viewer's provider, by name, each once."""
    found = {one.pk: one for role in OWNERS for one in list_persons_with(role=role, for_=for_)}
    return sorted(found.values(), key=lambda one: (one.family_name, one.given_name))


def progress_of(*, enrolment: Enrolment, at: datetime) -> tuple[Step, ...]:
    """Nothing: no item of a programme is done in this room."""
    return ()


def papers_of(*, person: Person) -> list[dict[str, object]]:
    """Findings the person wrote, and actions they own."""
    findings = Finding.objects.filter(by=person).order_by("id")
    actions = ImprovementAction.objects.filter(owner=person).order_by("id")
    return [
        *({"kind": "finding", **row} for row in findings.values("says", "rests_on", "at")),
        *({"kind": "improvement action", **row} for row in actions.values("what", "due_on", "at")),
    ]
