"""The triangulation grid: for each statement, what each source says about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from waymark.ground.programmes.values import QuestionKind, Statement
from waymark.journey.coach import rules, words
from waymark.journey.coach.models import CoachingSession, Triangulation
from waymark.journey.coach.rules import RatingGap, SourceRatings
from waymark.journey.practise.queries import EvidenceSummary
from waymark.journey.reflect.queries import StatementRating
from waymark.kit.clock import local_day


@dataclass(frozen=True, kw_only=True)
class DatedRating:
    """A level, where it was given, and when."""

    level: int
    where: str
    on: date


@dataclass(frozen=True, kw_only=True)
class EvidenceCell:
    """The evidence of one source: the newest piece, and how many more there are."""

    label: str
    newest: EvidenceSummary | None
    more: int


@dataclass(frozen=True, kw_only=True)
class TriangulationRow:
    """One statement, with its ratings and evidence by source."""

    statement: Statement
    self_rating: DatedRating | None
    practice_rating: DatedRating | None
    coach_rating: DatedRating | None
    own_pieces: int
    """How many pieces of evidence the participant gives about themselves."""
    cells: tuple[EvidenceCell, ...]

    @property
    def ratings(self) -> SourceRatings:
        return SourceRatings(
            self_rating=self.self_rating.level if self.self_rating else None,
            practice_rating=self.practice_rating.level if self.practice_rating else None,
            coach_rating=self.coach_rating.level if self.coach_rating else None,
            pieces_from_others=sum(1 + cell.more for cell in self.cells if cell.newest),
        )

    @property
    def gap(self) -> RatingGap:
        return rules.classify_gap(self.ratings)

    @property
    def gap_label(self) -> str:
        return words.GAPS[self.gap]


def triangulation_rows(
    *,
    statements: Mapping[str, Statement],
    sessions: Sequence[CoachingSession],
    evidence: Sequence[EvidenceSummary],
    ratings: Sequence[StatementRating],
    upcoming: Iterable[str],
    zone: str,
) -> list[TriangulationRow]:
    """A row for every statement that anything is known of, and for the `upcoming` ones by code.

    `statements` are those of the framework by code; sessions, evidence and ratings come newest first.
    """
    discussed = [(row, session) for session in sessions for row in session.triangulations.all()]
    codes = dict.fromkeys(
        [
            *(rating.statement for rating in ratings),
            *(piece.statement for piece in evidence),
            *(row.statement for row, _ in discussed),
            *upcoming,
        ]
    )
    return [
        _row(
            statements[code],
            [(row, session) for row, session in discussed if row.statement == code],
            [piece for piece in evidence if piece.statement == code],
            [rating for rating in ratings if rating.statement == code],
            zone,
        )
        for code in codes
        if code in statements
    ]


def _row(
    statement: Statement,
    discussed: Sequence[tuple[Triangulation, CoachingSession]],
    evidence: Sequence[EvidenceSummary],
    ratings: Sequence[StatementRating],
    zone: str,
) -> TriangulationRow:
    self_ratings = [
        *(
            DatedRating(level=row.self_rating, where="Coaching", on=session.held_on)
            for row, session in discussed
        ),
        *_answers(ratings, QuestionKind.LEARNING, zone),
    ]
    judgements = [
        DatedRating(level=row.judgement, where="Coaching", on=session.held_on) for row, session in discussed
    ]
    return TriangulationRow(
        statement=statement,
        self_rating=max(self_ratings, key=lambda rating: rating.on, default=None),
        practice_rating=next(iter(_answers(ratings, QuestionKind.PRACTICE, zone)), None),
        coach_rating=next(iter(judgements), None),
        own_pieces=sum(piece.source == "self" for piece in evidence),
        cells=tuple(_cell(label, source, evidence) for source, label in words.SOURCES.items()),
    )


def _answers(ratings: Sequence[StatementRating], kind: QuestionKind, zone: str) -> list[DatedRating]:
    return [
        DatedRating(level=rating.level, where=rating.question_set_title, on=local_day(rating.at, zone))
        for rating in ratings
        if rating.kind is kind
    ]


def _cell(label: str, source: str, evidence: Sequence[EvidenceSummary]) -> EvidenceCell:
    pieces = [piece for piece in evidence if piece.source == source]
    return EvidenceCell(label=label, newest=pieces[0] if pieces else None, more=max(len(pieces) - 1, 0))
