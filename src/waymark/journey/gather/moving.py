"""Moving a participant to another peer group, and undoing that on the same day.

What the earlier group recorded while they were in it stays: the meetings they were at, and their hours.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.ground.cohorts.queries import status_of, zone_of
from waymark.ground.cohorts.rules import EnrolmentStatus
from waymark.ground.ledger import actions as ledger
from waymark.ground.people.actions import queue_messages
from waymark.journey.gather.models import GroupChange, Membership, PeerGroup, Presence
from waymark.journey.gather.telling import message_of
from waymark.kit.clock import local_day
from waymark.kit.locks import lock_row
from waymark.kit.moves import MoveReason, check_move, may_undo_move, move_reasons
from waymark.kit.refusals import Refusal

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment
    from waymark.ground.people.models import Person


class CannotMoveGroup(Refusal):
    """The participant stays in their group."""


@transaction.atomic
def move_to_group(
    *,
    enrolment: Enrolment,
    group: PeerGroup,
    reason: str,
    from_on: date | None = None,
    by: Person,
    at: datetime,
) -> GroupChange:
    """Move a participant, or put someone without a group into one. `from_on` is today if it isn't given.

    The same move again is one. Only a move from another group needs a reason.
    """
    cohort = enrolment.cohort
    lock_row(cohort)
    today = local_day(at, zone_of(cohort=cohort))
    current = Membership.objects.filter(enrolment=enrolment).select_related("group").first()
    before = current.group if current else None
    if before == group:
        last = GroupChange.objects.filter(enrolment=enrolment).order_by("-id").first()
        if last is not None and last.reason == reason.strip() and last.by_id == by.pk:
            return last
    reasons = [MoveReason.SAME] if before == group else []
    if before is not None:
        reasons += check_move(
            reason=reason, from_on=from_on or today, starts_on=cohort.starts_on, today=today
        )
    if status_of(enrolment=enrolment, at=at) is not EnrolmentStatus.ACTIVE:
        reasons.append(MoveReason.STOPPED)
    _refuse(reasons, enrolment)
    change = GroupChange.objects.create(
        enrolment=enrolment,
        before=before,
        group=group,
        from_on=(before and from_on) or today,
        reason=reason.strip(),
        by=by,
        at=at,
    )
    _put(change)
    return change


@transaction.atomic
def undo_group_change(*, change: GroupChange, by: Person, at: datetime) -> GroupChange:
    """On the same day, if the person was at no meeting of the new group since: they are in the earlier one again."""
    enrolment, zone = change.enrolment, zone_of(cohort=change.enrolment.cohort)
    lock_row(enrolment.cohort)
    decision = may_undo_move(
        is_first=change.before_id is None or change.undoes_id is not None,
        is_undone=GroupChange.objects.filter(undoes=change).exists(),
        is_last=not GroupChange.objects.filter(enrolment=enrolment, pk__gt=change.pk).exists(),
        is_used=Presence.objects.filter(
            enrolment=enrolment, meeting__group=change.group_id, meeting__at__gte=change.at
        ).exists(),
        made_on=local_day(change.at, zone),
        today=local_day(at, zone),
    )
    _refuse(decision.reasons, enrolment)
    earlier = change.before
    assert earlier is not None
    undone = GroupChange.objects.create(
        enrolment=enrolment,
        before=change.group,
        group=earlier,
        from_on=local_day(at, zone),
        undoes=change,
        by=by,
        at=at,
    )
    _put(undone)
    return undone


def _refuse(reasons: list[MoveReason] | tuple[MoveReason, ...], enrolment: Enrolment) -> None:
    if reasons:
        raise CannotMoveGroup(*move_reasons(reasons, starts_on=enrolment.cohort.starts_on))


def _put(change: GroupChange) -> None:
    """The membership follows, the audit log has a line, and the participant is told."""
    enrolment, group = change.enrolment, change.group
    Membership.objects.update_or_create(enrolment=enrolment, defaults={"group": group})
    facts = {"group": group.name, "before": change.before.name if change.before else ""}
    provider = enrolment.cohort.provider
    ledger.record(
        "gather.moved", about=enrolment, provider_id=provider.pk, by=change.by, at=change.at, facts=facts
    )
    messages = [message_of(group, enrolment, enrolment.cohort, change=change.pk)]
    queue_messages(messages, provider=provider, at=change.at)
