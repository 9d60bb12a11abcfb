"""Records an outage as a lead saw it, and takes one back that was recorded wrongly."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q

from waymark.ground.ledger import actions as ledger
from waymark.journey.sit.control_room.incidents import record_incident
from waymark.journey.sit.outages import words
from waymark.journey.sit.outages.models import Outage, OutageOutcome
from waymark.journey.sit.outages.queries import outage_rule_of
from waymark.journey.sit.outages.rules import is_long_enough, since_opening
from waymark.journey.sit.windows.models import SittingWindow
from waymark.kit.locks import lock_row
from waymark.kit.refusals import Reason, Refusal

if TYPE_CHECKING:
    from waymark.ground.people.models import Person


class CannotRecordOutage(Refusal):
    """The outage was not recorded, or stays."""


@transaction.atomic
def record_outage(
    *, window: SittingWindow, began: datetime, ended: datetime, evidence: str, by: Person, at: datetime
) -> Outage:
    """`evidence` has 1 to 500 characters and becomes an incident of the window. The same again returns the first."""
    lock_row(window)
    fields = {"began_at": began, "ended_at": ended, "by": by}
    same = Outage.objects.filter(incident__window=window, incident__what=evidence, outcome=None, **fields)
    if outage := same.first():
        return outage
    if reasons := _reasons_against(window, began=began, ended=ended, at=at):
        raise CannotRecordOutage(*reasons)
    incident = record_incident(window=window, what=evidence, by=by, at=at)
    outage = Outage.objects.create(incident=incident, at=at, **fields)
    facts = {"began": began.isoformat(), "ended": ended.isoformat()}
    record_outage_act("sit.outage_recorded", outage, by=by, at=at, facts=facts)
    return outage


def _reasons_against(
    window: SittingWindow, *, began: datetime, ended: datetime, at: datetime
) -> list[Reason]:
    rule = outage_rule_of(cohort=window.cohort)
    if rule is None:
        return [words.NO_RULE]
    if ended <= began:
        return [words.ENDS_BEFORE]
    reasons = []
    if ended > at:
        reasons.append(words.NOT_OVER)
    if ended <= window.opens_at:
        reasons.append(words.NOT_IN_WINDOW)
    elif not is_long_enough(rule, began=since_opening(window.rules, began=began), ended=ended):
        reasons.append(words.too_short(rule))
    if overlaps(window, began=began, ended=ended):
        reasons.append(words.OVERLAPS)
    return reasons


def overlaps(window: SittingWindow, *, began: datetime, ended: datetime) -> bool:
    """Whether hours of it were recorded already, and are confirmed or not decided: none counts twice."""
    rows = Outage.objects.filter(incident__window=window, began_at__lt=ended, ended_at__gt=began)
    return rows.filter(Q(outcome=None) | Q(outcome__kind=OutageOutcome.Kind.CONFIRMED)).exists()


@transaction.atomic
def withdraw_outage(*, outage: Outage, by: Person, at: datetime) -> OutageOutcome:
    """Only its author can, until someone else has answered; again is the same withdrawal."""
    lock_row(outage.incident.window)
    outcome = OutageOutcome.objects.filter(outage=outage).first()
    if by.pk != outage.by_id:
        raise CannotRecordOutage(words.NOT_YOURS)
    if outcome and outcome.kind != OutageOutcome.Kind.WITHDRAWN:
        raise CannotRecordOutage(words.ALREADY_REVIEWED)
    if outcome:
        return outcome
    outcome = OutageOutcome.objects.create(outage=outage, kind=OutageOutcome.Kind.WITHDRAWN, by=by, at=at)
    record_outage_act("sit.outage_withdrawn", outage, by=by, at=at)
    return outcome


def record_outage_act(
    verb: str, outage: Outage, *, by: Person, at: datetime, facts: dict[str, Any] | None = None
) -> None:
    provider_id = outage.incident.window.cohort.provider_id
    ledger.record(verb, about=outage, provider_id=provider_id, by=by, at=at, facts=facts or {})
