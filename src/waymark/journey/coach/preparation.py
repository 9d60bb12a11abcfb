"""The preparation sheet of a coach: what was agreed, what is new, and where the sources disagree.

One page, read in three minutes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from waymark.ground.cohorts.queries import zone_of
from waymark.ground.programmes.queries import framework_of
from waymark.journey.coach import queries, rules, words
from waymark.journey.coach.rules import RatingGap
from waymark.journey.coach.triangulation import TriangulationRow, triangulation_rows
from waymark.journey.practise.queries import EvidenceSummary, list_evidence
from waymark.journey.reflect.queries import list_ratings
from waymark.kit.clock import local_day

if TYPE_CHECKING:
    from waymark.journey.coach.models import AgreedAction, CoachingSession, Pairing

WORTH_DISCUSSING = (RatingGap.SELF_HIGHER, RatingGap.SELF_LOWER, RatingGap.UNTESTED)
MAX_TALKING_POINTS = 4
MAX_ROWS = 6
"""On the screen; paper leaves out the last of each, so that the sheet is one page of A4."""


@dataclass(frozen=True, kw_only=True)
class TalkingPoint:
    """A gap worth discussing, in sentences, with a question that may open the conversation."""

    row: TriangulationRow
    known: str
    meaning: str
    question: str


@dataclass(frozen=True, kw_only=True)
class NewAnswers:
    """How many levels the participant chose since last time: low (1 or 2), middle (3) and high (4)."""

    low: int
    middle: int
    high: int

    @property
    def total(self) -> int:
        return self.low + self.middle + self.high


@dataclass(frozen=True, kw_only=True)
class PreparationSheet:
    """Everything a coach needs to know before the next session."""

    coachee: queries.Coachee
    sessions: tuple[CoachingSession, ...]
    last_session: CoachingSession | None
    agreed_actions: tuple[AgreedAction, ...]
    """Agreed in the last session."""
    new_evidence: tuple[EvidenceSummary, ...]
    """Since the last session."""
    new_evidence_on_discussed: tuple[EvidenceSummary, ...]
    """The part of it that is about what was discussed then."""
    new_answers: NewAnswers
    talking_points: tuple[TalkingPoint, ...]
    rows: tuple[TriangulationRow, ...]
    rows_left_out: int
    """Statements something is known of, beyond those that fit on the page."""


def preparation_sheet_of(*, pairing: Pairing, at: datetime) -> PreparationSheet:
    """The sheet for the next session of a pairing that was found for its coach."""
    enrolment = pairing.enrolment
    zone = zone_of(cohort=enrolment.cohort)
    coachee = queries.coachee_of(pairing=pairing, at=at)
    sessions = queries.list_sessions(enrolment=enrolment)
    last_session = sessions[0] if sessions else None
    since = last_session.held_on if last_session else date.min
    evidence, ratings = list_evidence(enrolment=enrolment), list_ratings(enrolment=enrolment)
    new_evidence = [piece for piece in evidence if local_day(piece.at, zone) >= since]
    discussed = {row.statement for row in last_session.triangulations.all()} if last_session else set()
    sections = framework_of(enrolment.cohort.programme).sections
    upcoming = coachee.next_item.statements if coachee.next_item else ()
    rows = triangulation_rows(
        statements={statement.code: statement for section in sections for statement in section.statements},
        sessions=sessions,
        evidence=evidence,
        ratings=ratings,
        upcoming=upcoming,
        zone=zone,
    )
    rows = sorted(rows, key=lambda row: _widest_gap_first(row, upcoming))
    return PreparationSheet(
        coachee=coachee,
        sessions=tuple(sessions),
        last_session=last_session,
        agreed_actions=tuple(last_session.actions.all()) if last_session else (),
        new_evidence=tuple(new_evidence),
        new_evidence_on_discussed=tuple(piece for piece in new_evidence if piece.statement in discussed),
        new_answers=_count(rating.level for rating in ratings if local_day(rating.at, zone) >= since),
        talking_points=tuple(_talking_points(rows, enrolment.person.short_name))[:MAX_TALKING_POINTS],
        rows=tuple(rows[:MAX_ROWS]),
        rows_left_out=max(len(rows) - MAX_ROWS, 0),
    )


def _count(levels: Iterable[int]) -> NewAnswers:
    levels = list(levels)
    return NewAnswers(
        low=sum(level <= 2 for level in levels),
        middle=sum(level == 3 for level in levels),
        high=sum(level == 4 for level in levels),
    )


def _widest_gap_first(
    row: TriangulationRow, upcoming: Iterable[str]
) -> tuple[bool, bool, tuple[int, int, int], str]:
    """A sort key: gaps first, the widest first; then what the next session is about; then the rest."""
    code = row.statement.code
    is_gap = row.gap in WORTH_DISCUSSING
    return not is_gap, code not in upcoming, rules.widest_gap_first(row.ratings), code


def _talking_points(rows: Iterable[TriangulationRow], name: str) -> Iterable[TalkingPoint]:
    for row in rows:
        if row.gap in WORTH_DISCUSSING:
            known, meaning = words.describe_gap(row.ratings, row.gap, name=name)
            question = words.QUESTIONS[row.gap].format(code=row.statement.code)
            yield TalkingPoint(row=row, known=known, meaning=meaning, question=question)
