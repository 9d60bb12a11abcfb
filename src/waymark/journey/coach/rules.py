"""Who may coach whom, what closes a session, and where self-view and evidence part.

| Clause            | Says                                                                | Here          |
|-------------------|---------------------------------------------------------------------|---------------|
| house: conflict   | nobody coaches themself, or a colleague of one organisation or trust | `may_pair`    |
| house: pairing    | once they have met, a pair stays a pair                             | `may_pair`    |
| house: close      | a session closes with an action: what, who, by when, shown by what  | `may_record`  |
| pack: minutes     | a session earns at most the minutes of its item                     | `may_record`  |
| design: grid      | self-view above, below or without evidence; empty cells are the agenda | `weigh`    |
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Why(StrEnum):
    NO_COACH = "no_coach"
    ONESELF = "oneself"
    SAME_ORGANISATION = "same_organisation"
    SAME_TRUST = "same_trust"
    HAVE_MET = "have_met"
    NOT_YET = "not_yet"
    BEFORE_START = "before_start"
    MINUTES = "minutes"
    NO_ACTION = "no_action"
    DUE_BEFORE = "due_before"
    FOREIGN_EVIDENCE = "foreign_evidence"
    UNKNOWN_STATEMENT = "unknown_statement"
    RECORDED = "recorded"


class Gap(StrEnum):
    """How self-view and evidence stand to each other, the most worth talking about first."""

    OVER = "over"
    UNDER = "under"
    UNTESTED = "untested"
    AGREE = "agree"


@dataclass(frozen=True, kw_only=True)
class Side:
    """One of a pair: who, and where they work."""

    who: int
    organisation: int | None
    trust: str = ""


def may_pair(
    *, coach: Side, participant: Side, is_coach: bool = True, met_another: bool = False
) -> tuple[Why, ...]:
    """Every reason against the pair; none when it may be made."""
    same = coach.organisation is not None and coach.organisation == participant.organisation
    trust = coach.trust.strip().casefold()
    against = {
        Why.NO_COACH: not is_coach,
        Why.ONESELF: coach.who == participant.who,
        Why.SAME_ORGANISATION: same,
        Why.SAME_TRUST: not same and bool(trust) and trust == participant.trust.strip().casefold(),
        Why.HAVE_MET: met_another,
    }
    return tuple(why for why, holds in against.items() if holds)


def may_record(
    *,
    held_on: date,
    today: date,
    starts_on: date,
    minutes: int,
    planned: int,
    due_on: date | None,
    statement_known: bool,
    evidence_known: bool,
) -> tuple[Why, ...]:
    """Every reason against closing the session; `due_on` is None where no action was agreed."""
    against = {
        Why.NOT_YET: held_on > today,
        Why.BEFORE_START: held_on < starts_on,
        Why.MINUTES: not 1 <= minutes <= planned,
        Why.UNKNOWN_STATEMENT: not statement_known,
        Why.FOREIGN_EVIDENCE: not evidence_known,
        Why.NO_ACTION: due_on is None,
        Why.DUE_BEFORE: due_on is not None and due_on < held_on,
    }
    return tuple(why for why, holds in against.items() if holds)


def weigh(*, self_view: int | None, judged: int | None, sources: Collection[str]) -> Gap:
    """Sets a self-view (1 to 4) against another's judgement or the practice reported, and who else has spoken."""
    if self_view is not None and judged is not None and self_view != judged:
        return Gap.OVER if self_view > judged else Gap.UNDER
    return Gap.AGREE if set(sources) - {"self"} else Gap.UNTESTED
