"""A second person confirms what was proposed about late texts, or returns it with a reason."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.journey.sit.late_texts import words
from waymark.journey.sit.late_texts.actions.decide import decide
from waymark.journey.sit.late_texts.actions.propose import record_late_act
from waymark.journey.sit.late_texts.models import LateProposal, LateProposalOutcome
from waymark.journey.sit.late_texts.reasons import reasons_against_decision
from waymark.journey.sit.late_texts.rules import may_review
from waymark.journey.sit.windows import deadlines
from waymark.journey.sit.writing.models import Sitting
from waymark.kit.locks import lock_row
from waymark.kit.refusals import Reason, Refusal

if TYPE_CHECKING:
    from waymark.ground.people.models import Person


class CannotReviewLateProposal(Refusal):
    """The proposal cannot be confirmed or returned, or not by this person; nothing was decided."""


@transaction.atomic
def confirm_late_proposal(*, proposal: LateProposal, by: Person, at: datetime) -> LateProposalOutcome:
    """Decides as proposed. The caller has checked that the person may see the window.

    Confirming again (a second click) returns the first outcome; of several late texts of an answer, the newest counts.
    """
    lock_row(proposal.window)
    kind = LateProposalOutcome.Kind.CONFIRMED
    if same := _same(proposal, kind, why="", by=by):
        return same
    sittings = _sittings_of(proposal)
    reasons = _reasons_against_review(proposal, by=by)
    if not reasons:
        reasons = [
            reason for sitting in sittings for reason in reasons_against_decision(sitting, by=by, at=at)
        ]
    if reasons:
        raise CannotReviewLateProposal(*reasons)
    outcome = LateProposalOutcome.objects.create(proposal=proposal, kind=kind, by=by, at=at)
    decided = [decide(sitting, proposal=proposal, by=by, at=at) for sitting in sittings]
    if not any(decided):
        raise CannotReviewLateProposal(words.NOTHING_LEFT)
    return outcome


@transaction.atomic
def return_late_proposal(
    *, proposal: LateProposal, why: str, by: Person, at: datetime
) -> LateProposalOutcome:
    """Disagrees, in 1 to 300 characters: the texts are undecided again, and can be proposed anew."""
    lock_row(proposal.window)
    kind = LateProposalOutcome.Kind.RETURNED
    if same := _same(proposal, kind, why=why, by=by):
        return same
    if reasons := _reasons_against_review(proposal, by=by):
        raise CannotReviewLateProposal(*reasons)
    outcome = LateProposalOutcome.objects.create(proposal=proposal, kind=kind, why=why, by=by, at=at)
    record_late_act("sit.late_proposal_returned", proposal, by=by, at=at)
    return outcome


def _same(proposal: LateProposal, kind: str, *, why: str, by: Person) -> LateProposalOutcome | None:
    return LateProposalOutcome.objects.filter(proposal=proposal, kind=kind, why=why, by=by).first()


def _reasons_against_review(proposal: LateProposal, *, by: Person) -> list[Reason]:
    reasons = []
    writers = proposal.lines.values_list("sitting__enrolment__person", flat=True)
    decision = may_review(proposed_by=proposal.by_id, writers=frozenset(writers), reviewer=by.pk)
    if not decision.allowed:
        reasons.append(words.OWN_PROPOSAL if by.pk == proposal.by_id else words.OWN_TEXT)
    if LateProposalOutcome.objects.filter(proposal=proposal).exists():
        reasons.append(words.ALREADY_REVIEWED)
    return reasons


def _sittings_of(proposal: LateProposal) -> list[Sitting]:
    rows = Sitting.objects.filter(late_proposals__proposal=proposal)
    rows = rows.select_related("window__paper__lock", "enrolment__person__provider", "submission")
    return deadlines.give_times(deadlines.with_own_times(rows).order_by("id"))
