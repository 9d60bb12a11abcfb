"""What pages show of late texts, proposals and decisions: names, seconds and amounts, never a text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from waymark.journey.sit.late_texts.models import LateDecision, LateProposal
from waymark.journey.sit.late_texts.queries import LateText
from waymark.journey.sit.windows.models import SittingWindow
from waymark.journey.sit.windows.words import after_the_close, local_moment, local_second
from waymark.journey.sit.words import amount_written

if TYPE_CHECKING:
    from waymark.ground.people.models import Person

HOW = {"submitted": "Submitted", "collected": "Collected"}


@dataclass(frozen=True, kw_only=True)
class ProposalLine:
    """One proposal as pages show it."""

    proposal: LateProposal
    names: list[str]
    proposed_at: str
    is_own: bool
    """Whether the viewer made it, or it is about their own text: someone else confirms it."""
    is_author: bool
    label: str = ""
    """How it ended; empty while it is open."""
    ended_at: str = ""


LABELS = {"confirmed": "Confirmed", "returned": "Returned", "withdrawn": "Withdrawn"}


def proposal_lines(proposals: Iterable[LateProposal], *, viewer: Person) -> list[ProposalLine]:
    return [proposal_line(proposal, viewer=viewer) for proposal in proposals]


def proposal_line(proposal: LateProposal, *, viewer: Person) -> ProposalLine:
    zone, outcome = proposal.window.zone, getattr(proposal, "outcome", None)
    persons = [line.sitting.enrolment.person for line in proposal.lines.all()]
    is_author = proposal.by_id == viewer.pk
    return ProposalLine(
        proposal=proposal,
        names=sorted(person.name for person in persons),
        proposed_at=local_moment(proposal.at, zone=zone),
        is_own=is_author or viewer.pk in {person.pk for person in persons},
        is_author=is_author,
        label=LABELS[outcome.kind] if outcome else "",
        ended_at=local_moment(outcome.at, zone=zone) if outcome else "",
    )


def hint_of(text: LateText, window: SittingWindow) -> str:
    how = HOW.get(text.how)
    most = window.max_words
    current = (
        f"{how}: {amount_written(text.current_words, most=most).lower()}."
        if how
        else "Nothing was collected."
    )
    return (
        f"Arrived {local_second(text.at, zone=window.zone)}, {after_the_close(text.seconds)}. {current} "
        f"With the late answers: {amount_written(text.late_words, most=most).lower()}."
    )


def decision_lines(decisions: Iterable[LateDecision], *, zone: str) -> list[dict[str, object]]:
    return [
        {
            "decision": decision,
            "name": decision.version.answer.sitting.enrolment.person.name,
            "when": local_moment(decision.at, zone=zone),
        }
        for decision in decisions
    ]
