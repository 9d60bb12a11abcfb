"""Who may coach whom, when a session may be closed, and where a self-rating and the evidence disagree.

| Clause             | Says                                                                     | Here                 |
|--------------------|--------------------------------------------------------------------------|----------------------|
| house: conflict    | nobody is coached by themselves, or by someone of the same organisation  | `may_pair`           |
| house: shared out  | everyone gets a coach whom they may have; coaches get even numbers       | `propose_coaches`    |
| house: held        | a session is recorded after it was held, from the cohort's first day on  | `may_record_session` |
| pack: minutes      | no session is longer than its item is planned                            | `may_record_session` |
| house: one step    | a session closes with an action: what, whose, by when, shown by what     | `may_record_session` |
| look: triangulation| a coach's judgement counts for more than the participant's own answers   | `classify_gap`       |

Levels are 1 starting, 2 growing, 3 secure, 4 leading others. The self-rating and the rating of practice both come
from the participant, so they disagree only when they are two levels apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from waymark.kit.decisions import Decision

SECURE = 3
FAR_APART = 2


class PairingReason(StrEnum):
    """Why someone cannot coach a participant."""

    SELF = "self"
    SAME_ORGANISATION = "same_organisation"


class CoachingReason(StrEnum):
    """Why a coaching session cannot be recorded."""

    NOT_HELD_YET = "not_held_yet"
    BEFORE_COHORT = "before_cohort"
    TOO_LONG = "too_long"
    NO_ACTION = "no_action"
    DUE_TOO_EARLY = "due_too_early"
    RECORDED = "recorded"
    NOTHING_DIFFERS = "nothing_differs"
    NOT_THEIR_EVIDENCE = "not_their_evidence"


class RatingGap(StrEnum):
    """How a self-rating compares with everything else that is known of a statement."""

    SELF_HIGHER = "self_higher"
    SELF_LOWER = "self_lower"
    UNTESTED = "untested"
    AGREED = "agreed"
    NO_SELF_RATING = "no_self_rating"


@dataclass(frozen=True, kw_only=True)
class NewTriangulation:
    """One statement as coach and participant discussed it; `evidence` is the id of a piece of the workbook."""

    statement: str
    self_rating: int
    judgement: int
    evidence: int | None
    reflection: str


@dataclass(frozen=True, kw_only=True)
class NewAction:
    """What will be done next, by whom, by when, and what will show it."""

    what: str
    owner: str
    due_on: date
    shown_by: str


@dataclass(frozen=True, kw_only=True)
class SourceRatings:
    """The newest ratings of one statement by source: levels 1 to 4, or nothing."""

    self_rating: int | None
    practice_rating: int | None
    coach_rating: int | None
    pieces_from_others: int
    """How many pieces of evidence come from someone else, or from a document."""


def may_pair(
    *, coach: int, participant: int, coach_works_at: int | None, participant_works_at: int | None
) -> Decision[PairingReason]:
    """Whether a coach may be paired with a participant, from ids of persons and organisations."""
    checks = {
        PairingReason.SELF: coach == participant,
        PairingReason.SAME_ORGANISATION: (
            coach_works_at is not None and coach_works_at == participant_works_at
        ),
    }
    return Decision(tuple(reason for reason, applies in checks.items() if applies))


@dataclass(frozen=True)
class Placed:
    """Someone by id, and where they work if that is known."""

    person: int
    works_at: int | None


def propose_coaches(
    participants: Mapping[int, Placed], coaches: Sequence[Placed], *, load: Mapping[int, int]
) -> dict[int, int]:
    """A coach for each participant, person id by enrolment id; who may have none of the coaches is left out.

    `load` is how many each coach has already. Whoever may have the fewest coaches chooses first.
    """
    numbers = {coach.person: load.get(coach.person, 0) for coach in coaches}
    possible = {
        enrolment: [
            coach.person
            for coach in coaches
            if may_pair(
                coach=coach.person,
                participant=participant.person,
                coach_works_at=coach.works_at,
                participant_works_at=participant.works_at,
            ).allowed
        ]
        for enrolment, participant in participants.items()
    }
    proposed = {}
    for enrolment, free in sorted(possible.items(), key=lambda item: (len(item[1]), item[0])):
        if free:
            proposed[enrolment] = min(free, key=lambda person: numbers[person])
            numbers[proposed[enrolment]] += 1
    return proposed


def may_record_session(
    *, held_on: date, starts_on: date, today: date, minutes: int, planned: int, action: NewAction | None
) -> Decision[CoachingReason]:
    """Whether a session may be closed; `starts_on` is the cohort's first day."""
    checks = {
        CoachingReason.NOT_HELD_YET: held_on > today,
        CoachingReason.BEFORE_COHORT: held_on < starts_on,
        CoachingReason.TOO_LONG: not 1 <= minutes <= planned,
        CoachingReason.NO_ACTION: (action is None or not action.what.strip() or not action.shown_by.strip()),
        CoachingReason.DUE_TOO_EARLY: action is not None and action.due_on < held_on,
    }
    return Decision(tuple(reason for reason, applies in checks.items() if applies))


def classify_gap(ratings: SourceRatings) -> RatingGap:
    """How the self-rating compares with everything else that is known of a statement."""
    if ratings.self_rating is None:
        return RatingGap.NO_SELF_RATING
    if difference := _difference(ratings, ratings.self_rating):
        return RatingGap.SELF_HIGHER if difference > 0 else RatingGap.SELF_LOWER
    if ratings.self_rating >= SECURE and ratings.coach_rating is None and not ratings.pieces_from_others:
        return RatingGap.UNTESTED
    return RatingGap.AGREED


def widest_gap_first(ratings: SourceRatings) -> tuple[int, int, int]:
    """A sort key: the widest gap comes first, then what no one else has looked at, then the rest."""
    self_rating = ratings.self_rating or 0
    difference = abs(_difference(ratings, self_rating)) if self_rating else 0
    return -difference, list(RatingGap).index(classify_gap(ratings)), -self_rating


def _difference(ratings: SourceRatings, self_rating: int) -> int:
    """Levels by which the self-rating is above the coach's rating or, without one, far from practice."""
    if ratings.coach_rating is not None:
        return self_rating - ratings.coach_rating
    if ratings.practice_rating is not None and abs(self_rating - ratings.practice_rating) >= FAR_APART:
        return self_rating - ratings.practice_rating
    return 0
