"""Who may coach whom, when a session may be closed, and where a self-view and the evidence part.

| Clause             | Says                                                                        | Here         |
|--------------------|-----------------------------------------------------------------------------|--------------|
| house: conflict    | nobody is coached by themselves, or by somebody of the same organisation    | `may_pair`   |
| house: held        | a session is recorded after it was held, on or after the cohort's first day | `may_record` |
| pack: minutes      | no session is longer than its item is planned                               | `may_record` |
| house: one step    | a session closes with an agreed action: what, whose, by when, shown by what | `may_record` |
| look: triangulation| a coach's judgement weighs more than what is said about one's own practice  | `gap_of`     |

Levels are 1 starting, 2 growing, 3 secure, 4 leading others. What is said of sureness and of practice
are both said by the participant, so they disagree only when two levels lie between them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

SECURE = 3
FAR_APART = 2


class Why(StrEnum):
    SELF = "self"
    SAME_ORGANISATION = "same_organisation"
    NOT_HELD_YET = "not_held_yet"
    BEFORE_COHORT = "before_cohort"
    TOO_LONG = "too_long"
    NO_ACTION = "no_action"
    DUE_TOO_EARLY = "due_too_early"
    RECORDED = "recorded"
    NOT_THEIR_EVIDENCE = "not_their_evidence"


class Gap(StrEnum):
    OVER = "over"
    UNDER = "under"
    UNTESTED = "untested"
    AGREE = "agree"
    UNHEARD = "unheard"


@dataclass(frozen=True, kw_only=True)
class Weighed:
    """One statement as a coach weighs it; `evidence` is the id of a piece of the workbook, if there is one."""

    statement: str
    self_view: int
    judgement: int
    evidence: int | None
    reflection: str


@dataclass(frozen=True, kw_only=True)
class Agreed:
    """What is done next, by whom, by when, and what will show it."""

    what: str
    owner: str
    due_on: date
    shown_by: str


@dataclass(frozen=True, kw_only=True)
class Views:
    """What is known of one statement, each newest: levels 1 to 4, or nothing."""

    own: int | None
    practice: int | None
    judged: int | None
    outside: int
    """How many pieces of evidence come from somebody else, or from a document."""


def may_pair(
    *, coach: int, participant: int, coach_works_at: int | None, participant_works_at: int | None
) -> tuple[Why, ...]:
    """Every reason against it, from ids of persons and organisations."""
    against = {
        Why.SELF: coach == participant,
        Why.SAME_ORGANISATION: coach_works_at is not None and coach_works_at == participant_works_at,
    }
    return tuple(why for why, holds in against.items() if holds)


def may_record(
    *, held_on: date, starts_on: date, today: date, minutes: int, planned: int, agreed: Agreed | None
) -> tuple[Why, ...]:
    """Every reason against closing a session so; `starts_on` is the cohort's first day."""
    against = {
        Why.NOT_HELD_YET: held_on > today,
        Why.BEFORE_COHORT: held_on < starts_on,
        Why.TOO_LONG: not 1 <= minutes <= planned,
        Why.NO_ACTION: agreed is None or not agreed.what.strip() or not agreed.shown_by.strip(),
        Why.DUE_TOO_EARLY: agreed is not None and agreed.due_on < held_on,
    }
    return tuple(why for why, holds in against.items() if holds)


def gap_of(views: Views) -> Gap:
    """How the self-view stands to everything else that is known of a statement."""
    if views.own is None:
        return Gap.UNHEARD
    if apart := _apart(views, views.own):
        return Gap.OVER if apart > 0 else Gap.UNDER
    if views.own >= SECURE and views.judged is None and not views.outside:
        return Gap.UNTESTED
    return Gap.AGREE


def weight_of(views: Views) -> tuple[int, int, int]:
    """Sorted by it, the widest gap stands first, then what nobody has looked at, then the rest."""
    order = (Gap.OVER, Gap.UNDER, Gap.UNTESTED, Gap.AGREE, Gap.UNHEARD)
    own = views.own or 0
    return -abs(_apart(views, own) if own else 0), order.index(gap_of(views)), -own


def _apart(views: Views, own: int) -> int:
    if views.judged is not None:
        return own - views.judged
    if views.practice is not None and abs(own - views.practice) >= FAR_APART:
        return own - views.practice
    return 0
