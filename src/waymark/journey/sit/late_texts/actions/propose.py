"""Proposes whether late texts count, and withdraws a proposal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from waymark.ground.ledger import actions as ledger
from waymark.journey.sit.late_texts import words
from waymark.journey.sit.late_texts.models import LateProposal, LateProposalOutcome, LateProposalSitting
from waymark.journey.sit.late_texts.queries import find_open_proposal, undecided_texts
from waymark.journey.sit.late_texts.reasons import reasons_against_decision
from waymark.journey.sit.windows import deadlines
from waymark.journey.sit.windows.models import SittingWindow
from waymark.journey.sit.writing.models import Sitting
from waymark.kit.locks import lock_row
from waymark.kit.refusals import Refusal

if TYPE_CHECKING:
    from waymark.ground.people.models import Person


class CannotProposeLate(Refusal):
    """Nothing was proposed, or the proposal stays."""


@transaction.atomic
def propose_late(
    *,
    window: SittingWindow,
    sitting_ids: Sequence[int],
    counts: bool,
    cause: str,
    by: Person,
    at: datetime,
) -> LateProposal:
    """Proposes the same about every undecided late text of these sittings. The caller has checked the window.

    The same open proposal by the same person (a second click) is returned as it is. A sitting that is in another
    open proposal is refused.
    """
    lock_row(window)
    same = find_open_proposal(window=window, sitting_ids=sitting_ids, counts=counts, cause=cause, by=by)
    if same:
        return same
    undecided = Sitting.objects.filter(
        pk__in=sitting_ids, window=window, answers__alternate_versions__in=undecided_texts()
    )
    rows = undecided.select_related("window", "enrolment").distinct()
    sittings = deadlines.give_times(deadlines.with_own_times(rows).order_by("id"))
    reasons = [reason for sitting in sittings for reason in reasons_against_decision(sitting, by=by, at=at)]
    if not sittings:
        reasons = [words.NOTHING_LEFT]
    if LateProposalSitting.objects.filter(sitting__in=sittings, proposal__outcome=None).exists():
        reasons.append(words.ALREADY_PROPOSED)
    if reasons:
        raise CannotProposeLate(*reasons)
    proposal = LateProposal.objects.create(window=window, counts=counts, cause=cause, by=by, at=at)
    LateProposalSitting.objects.bulk_create(
        LateProposalSitting(proposal=proposal, sitting=sitting) for sitting in sittings
    )
    facts = {"stands": counts, "participants": len(sittings)}
    record_late_act("sit.late_proposed", proposal, by=by, at=at, facts=facts)
    return proposal


@transaction.atomic
def withdraw_late_proposal(*, proposal: LateProposal, by: Person, at: datetime) -> LateProposalOutcome:
    """Only its author can; again is the same withdrawal."""
    lock_row(proposal.window)
    outcome = LateProposalOutcome.objects.filter(proposal=proposal).first()
    if by.pk != proposal.by_id:
        raise CannotProposeLate(words.NOT_YOUR_PROPOSAL)
    if outcome and outcome.kind != LateProposalOutcome.Kind.WITHDRAWN:
        raise CannotProposeLate(words.ALREADY_REVIEWED)
    if outcome:
        return outcome
    outcome = LateProposalOutcome.objects.create(
        proposal=proposal, kind=LateProposalOutcome.Kind.WITHDRAWN, by=by, at=at
    )
    record_late_act("sit.late_proposal_withdrawn", proposal, by=by, at=at)
    return outcome


def record_late_act(
    verb: str, proposal: LateProposal, *, by: Person, at: datetime, facts: dict[str, Any] | None = None
) -> None:
    provider_id = proposal.window.cohort.provider_id
    ledger.record(verb, about=proposal, provider_id=provider_id, by=by, at=at, facts=facts or {})
