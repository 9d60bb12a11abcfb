"""Recording an issue, and assigning the action that answers it."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.ground.cohorts.queries import zone_of
from waymark.ground.ledger import actions as ledger
from waymark.ground.people.actions import Message, queue_message
from waymark.journey.improve import emails, queries, rules, words
from waymark.journey.improve.inspections.actions import (
    CannotMakePack,
    PackDraft,
    end_link,
    make_pack,
    open_pack,
    preview_pack,
    renew_link,
)
from waymark.journey.improve.models import ImprovementAction, Issue
from waymark.kit.addresses import site_address
from waymark.kit.clock import local_day
from waymark.kit.corrections import refuse_if_replaced
from waymark.kit.formatting import long_date
from waymark.kit.forms import ChangedSince
from waymark.kit.locks import lock_row
from waymark.kit.refusals import Refusal, reasons_for

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort
    from waymark.ground.people.models import Person

__all__ = [
    "CannotAssignAction", "CannotMakePack", "CannotRecordIssue", "PackDraft", "assign_action", "correct_action",
    "end_link", "make_pack", "open_pack", "preview_pack", "record_issue", "renew_link",
]  # fmt: skip


class CannotRecordIssue(Refusal):
    """The issue lacks its summary or its evidence."""


class CannotAssignAction(Refusal):
    """The action is incomplete, or the issue has another one already."""


@transaction.atomic
def record_issue(*, cohort: Cohort, summary: str, evidence: str, by: Person, at: datetime) -> Issue:
    """Record an issue. The same words of the same person about the same cohort are one issue."""
    decision = rules.may_record_issue(summary=summary, evidence=evidence)
    if not decision.allowed:
        raise CannotRecordIssue(*reasons_for(decision.reasons, words.REASONS))
    lock_row(cohort)
    issue, is_new = Issue.objects.get_or_create(
        cohort=cohort, summary=summary, evidence=evidence, by=by, defaults={"at": at}
    )
    if is_new:
        facts = {"cohort": cohort.slug}
        provider_id = cohort.provider_id
        ledger.record("improve.found", about=issue, provider_id=provider_id, by=by, at=at, facts=facts)
    return issue


@transaction.atomic
def assign_action(
    *, issue: Issue, what: str, owner: Person, due_on: date, by: Person, at: datetime
) -> ImprovementAction:
    """Assign the action that answers an issue, once, and email its owner. The same action sent twice is one."""
    lock_row(issue)
    current = queries.find_action(issue=issue)
    if current is not None and (current.what, current.owner_id, current.due_on) == (what, owner.pk, due_on):
        return current
    if current is not None:
        reasons = reasons_for((rules.ImprovementReason.HAS_AN_ACTION,), words.REASONS)
        raise ChangedSince(by=current.by.name, at=current.at, reasons=reasons)
    decision = rules.may_assign_action(
        what=what,
        due_on=due_on,
        today=local_day(at, zone_of(cohort=issue.cohort)),
        owner_is_staff=owner.pk in {person.pk for person in queries.list_owners(for_=by)},
        has_action=current is not None,
    )
    if not decision.allowed:
        raise CannotAssignAction(*reasons_for(decision.reasons, words.REASONS, owner=owner.name))
    action = ImprovementAction.objects.create(
        issue=issue, what=what, owner=owner, due_on=due_on, by=by, at=at
    )
    _email_owner(action, at=at)
    _record("improve.decided", action, by=by, at=at)
    return action


@transaction.atomic
def correct_action(
    *,
    action: ImprovementAction,
    what: str,
    owner: Person,
    due_on: date,
    reason: str,
    by: Person,
    at: datetime,
) -> ImprovementAction:
    """Replace an action, its owner or its due date, and email the new owner, or the same one about the change.

    A due date that stays may be in the past. Raises `ChangedSince` if someone changed the action meanwhile, and
    `CannotAssignAction` if nothing differs.
    """
    issue = action.issue
    lock_row(issue)
    current = queries.find_action(issue=issue)
    refuse_if_replaced(current, action)
    if (action.what, action.owner_id, action.due_on) == (what, owner.pk, due_on):
        reasons = reasons_for((rules.ImprovementReason.NOTHING_DIFFERS,), words.REASONS)
        raise CannotAssignAction(*reasons)
    today = local_day(at, zone_of(cohort=issue.cohort))
    decision = rules.may_assign_action(
        what=what,
        due_on=due_on,
        today=min(today, action.due_on) if due_on == action.due_on else today,
        owner_is_staff=owner.pk in {person.pk for person in queries.list_owners(for_=by)},
        has_action=False,
    )
    if not decision.allowed:
        raise CannotAssignAction(*reasons_for(decision.reasons, words.REASONS, owner=owner.name))
    corrected = ImprovementAction.objects.create(
        issue=issue, what=what, owner=owner, due_on=due_on, replaces=action, reason=reason, by=by, at=at
    )
    _email_owner(corrected, at=at)
    if owner.pk != action.owner_id:
        _email_former_owner(action, corrected, at=at)
    _record("improve.action_changed", corrected, by=by, at=at)
    return corrected


def _record(verb: str, action: ImprovementAction, *, by: Person, at: datetime) -> None:
    facts = {"due_on": action.due_on.isoformat(), "owner": action.owner_id}
    provider_id = action.issue.cohort.provider_id
    ledger.record(verb, about=action, provider_id=provider_id, by=by, at=at, facts=facts)


def _email_former_owner(before: ImprovementAction, after: ImprovementAction, *, at: datetime) -> None:
    if before.owner_id == after.by_id:
        return
    values = {
        "name": before.owner.name,
        "by": after.by.name,
        "owner": after.owner.name,
        "action": before.what,
        "link": site_address("improve:issues"),
    }
    cohort = before.issue.cohort
    message = Message(
        emails.NOT_YOURS, before.owner.email, values, once=f"improve.former:{after.pk}", cohort_id=cohort.pk
    )
    queue_message(message, provider=cohort.provider, at=at)


def _email_owner(action: ImprovementAction, *, at: datetime) -> None:
    if action.owner_id == action.by_id:
        return
    issue, due = action.issue, long_date(action.due_on)
    values = {
        "name": action.owner.name,
        "by": action.by.name,
        "due": due,
        "action": action.what,
        "cohort": issue.cohort.name,
        "issue": issue.summary,
        "link": site_address("improve:issues"),
    }
    once = f"improve.action:{action.pk}"
    message = Message(emails.YOURS, action.owner.email, values, once=once, cohort_id=issue.cohort_id)
    queue_message(message, provider=issue.cohort.provider, at=at)
