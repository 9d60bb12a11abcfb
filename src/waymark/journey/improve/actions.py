"""Writing a finding down, and deciding what is done about it."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.ground.ledger import actions as ledger
from waymark.ground.people.actions import write_letter
from waymark.ground.programmes.queries import programme_of
from waymark.journey.improve import queries, rules, words
from waymark.journey.improve.models import Finding, ImprovementAction
from waymark.kit.clock import local_day
from waymark.kit.refusals import Refusal
from waymark.kit.show import long_date
from waymark.kit.turns import hold

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort
    from waymark.ground.people.models import Person


class CannotFind(Refusal):
    """The finding cannot be written down so."""


class CannotDecide(Refusal):
    """The action cannot be decided so."""


@transaction.atomic
def write_finding(*, cohort: Cohort, says: str, rests_on: str, by: Person, at: datetime) -> Finding:
    """Write a finding down. The same words of the same person about the same cohort are one finding."""
    whys = rules.may_find(says=says, rests_on=rests_on)
    if whys:
        raise CannotFind(*words.reasons(whys))
    hold(cohort)
    finding, is_new = Finding.objects.get_or_create(
        cohort=cohort, says=says, rests_on=rests_on, by=by, defaults={"at": at}
    )
    if is_new:
        facts = {"cohort": cohort.slug}
        provider = cohort.provider_id
        ledger.note("improve.found", about=finding, provider_id=provider, by=by, at=at, facts=facts)
    return finding


@transaction.atomic
def decide_action(
    *, finding: Finding, what: str, owner: Person, due_on: date, by: Person, at: datetime
) -> ImprovementAction:
    """Turn a finding into an action, once, and write to its owner. The same action sent twice is one."""
    hold(finding)
    known = queries.find_action(finding=finding)
    if known is not None and (known.what, known.owner_id, known.due_on) == (what, owner.pk, due_on):
        return known
    today = local_day(at, programme_of(finding.cohort.programme).assessment.zone)
    whys = rules.may_decide(
        what=what,
        due_on=due_on,
        today=today,
        owner_is_staff=owner.pk in {one.pk for one in queries.list_owners(for_=by)},
        is_decided=known is not None,
    )
    if whys:
        facts = {"due": long_date(due_on), "today": long_date(today), "owner": owner.name}
        raise CannotDecide(*words.reasons(whys, **facts))
    action = ImprovementAction.objects.create(
        finding=finding, what=what, owner=owner, due_on=due_on, by=by, at=at
    )
    _tell_owner(action, at=at)
    provider, about = finding.cohort.provider_id, {"due_on": due_on.isoformat(), "owner": owner.pk}
    ledger.note("improve.decided", about=action, provider_id=provider, by=by, at=at, facts=about)
    return action


def _tell_owner(action: ImprovementAction, *, at: datetime) -> None:
    if action.owner_id == action.by_id:
        return
    finding = action.finding
    write_letter(
        provider=finding.cohort.provider,
        to=action.owner.email,
        subject=f"For you to do by {long_date(action.due_on)}",
        text=(
            f"Dear {action.owner.name},\n\n{action.by.name} asks you to see to this by "
            f"{long_date(action.due_on)}:\n\n{action.what}\n\n"
            f"It follows from a finding in {finding.cohort.name}: {finding.says}\n"
        ),
        once=f"improve.action:{action.pk}",
        at=at,
    )
