"""A participant's row on the lead's award pages: status, figures and reasons in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from waymark.ground.hours.rules import minutes_needed
from waymark.journey.award import words
from waymark.journey.award.rules import UNDECIDABLE, AwardReason
from waymark.kit.formatting import duration

if TYPE_CHECKING:
    from waymark.journey.award.models import Outcome
    from waymark.journey.award.queries import AwardStatus


@dataclass(frozen=True, kw_only=True)
class AwardRow:
    """A participant in the lead's list."""

    status: AwardStatus
    needed: int
    """Minutes that the engagement rule asks for."""
    still_possible: int
    """Minutes that can still be earned, beyond those earned."""
    symbol: str
    """The status sign of the page."""
    label: str
    reasons: list[str]
    why_not_together: str
    """Why the award is not approved together with others; empty for those who can be."""


def award_row(status: AwardStatus) -> AwardRow:
    symbol, label = _status_sign(status)
    return AwardRow(
        status=status,
        needed=minutes_needed(of=status.hours.base, rule=status.programme.engagement),
        still_possible=status.hours.possible - status.hours.earned,
        symbol=symbol,
        label=label,
        reasons=_reasons(status) if status.outcome is None else _frozen_reasons(status.outcome),
        why_not_together=_why_not_together(status),
    )


def _status_sign(status: AwardStatus) -> tuple[str, str]:
    if status.outcome is not None:
        decided = "Awarded" if status.outcome.awarded else "Not yet awarded"
        if hasattr(status.outcome, "release"):
            return "done", f"{decided}, released"
        return "in-progress", f"{decided}, awaiting release"
    return ("not-started", "Ready to decide") if status.decision.ready else ("cannot-start", "Not ready yet")


def _frozen_reasons(outcome: Outcome) -> list[str]:
    """The figures that the decision was based on."""
    return [f"{outcome.facts[part]['has']}." for part in ("engagement", "assessment")]


def _reasons(status: AwardStatus) -> list[str]:
    """Every reason as a sentence, the hours with their figures."""
    sentences = []
    for reason in status.decision.reasons:
        if reason in (AwardReason.ENGAGED, AwardReason.HOURS_SHORT):
            sentences += _hours_sentences(status)
        elif reason is AwardReason.CONDITION_UNMET:
            sentences += _unmet(status)
        else:
            sentences.append(words.REASONS[reason])
    return sentences


def _unmet(status: AwardStatus) -> list[str]:
    return [
        sentence for condition in status.conditions if not condition.is_met for sentence in condition.to_staff
    ]


def _hours_sentences(status: AwardStatus) -> list[str]:
    if not status.hours.base:
        return [words.REASONS[AwardReason.HOURS_SHORT]]
    sentences = [outcome.reason for outcome in status.requirements]
    still_possible = status.hours.possible - status.hours.earned
    if not status.decision.engaged and still_possible:
        sentences.append(f"{duration(still_possible)} can still be earned.")
    if status.programme.is_asked_before_sitting and status.decision.engaged:
        sentences.append(words.GATE_MET)
    return sentences


def _why_not_together(status: AwardStatus) -> str:
    if status.outcome is not None:
        return words.ALREADY_DECIDED
    if status.can_approve:
        return ""
    reasons = status.decision.reasons
    if status.decision.ready:
        return next(words.DECIDE_ALONE[reason] for reason in reasons if reason in words.DECIDE_ALONE)
    return " ".join(words.REASONS[reason] for reason in reasons if reason in UNDECIDABLE)
