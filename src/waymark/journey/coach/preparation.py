"""A coach's sheet: what was agreed, what is new, where the sources part. One page, read in three minutes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from waymark.ground.programmes.queries import framework_of
from waymark.ground.programmes.values import QuestionKind, Statement
from waymark.journey.coach import queries, rules, words
from waymark.journey.coach.models import AgreedAction, CoachingSession, Triangulation
from waymark.journey.coach.rules import Gap, Views
from waymark.journey.practise.queries import Shown, list_evidence
from waymark.journey.reflect.queries import StatementRating, list_ratings
from waymark.kit.clock import local_day

if TYPE_CHECKING:
    from waymark.journey.coach.models import Pairing

WORTH_TALKING = (Gap.OVER, Gap.UNDER, Gap.UNTESTED)
MOST_GAPS = 4
MOST_ROWS = 6
"""On the screen; paper leaves out the last of each, so that the sheet is one page of A4."""


@dataclass(frozen=True, kw_only=True)
class Said:
    """A level, where it was said, and when."""

    level: int
    where: str
    on: date


@dataclass(frozen=True, kw_only=True)
class Cell:
    """What one source says of a statement: its newest evidence, and how many pieces more."""

    label: str
    newest: Shown | None
    more: int


@dataclass(frozen=True, kw_only=True)
class Line:
    """One statement, by source."""

    statement: Statement
    own: Said | None
    practice: Said | None
    judged: Said | None
    own_pieces: int
    """Evidence that the participant brings about themselves."""
    cells: tuple[Cell, ...]

    @property
    def gap(self) -> Gap:
        return rules.gap_of(self.views)

    @property
    def views(self) -> Views:
        return Views(
            own=self.own.level if self.own else None,
            practice=self.practice.level if self.practice else None,
            judged=self.judged.level if self.judged else None,
            outside=sum(1 + cell.more for cell in self.cells if cell.newest),
        )

    @property
    def gap_label(self) -> str:
        return words.GAPS[self.gap]


@dataclass(frozen=True, kw_only=True)
class Talk:
    """A gap worth talking about, said, with a question that may open it."""

    line: Line
    known: str
    meaning: str
    question: str


@dataclass(frozen=True, kw_only=True)
class Sheet:
    coachee: queries.Coachee
    sessions: tuple[CoachingSession, ...]
    last: CoachingSession | None
    agreed: tuple[AgreedAction, ...]
    came_of_it: tuple[Shown, ...]
    """Evidence since last time on what was weighed then."""
    evidence: tuple[Shown, ...]
    answers: tuple[StatementRating, ...]
    """Both: new since last time."""
    low: int
    middle: int
    high: int
    talks: tuple[Talk, ...]
    lines: tuple[Line, ...]
    left_out: int
    """Statements something is known of, beyond what the page holds."""


def sheet_of(*, pairing: Pairing, at: datetime) -> Sheet:
    """The sheet for the next session of a pairing that was found for its coach."""
    enrolment = pairing.enrolment
    coachee = queries.coachee_of(pairing=pairing, at=at)
    sessions = queries.list_sessions(enrolment=enrolment)
    pieces, levels = list_evidence(enrolment=enrolment), list_ratings(enrolment=enrolment)
    last = sessions[0] if sessions else None
    since = last.held_on if last else date.min
    new = tuple(one for one in pieces if local_day(one.at) >= since)
    answers = tuple(one for one in levels if local_day(one.at) >= since)
    weighed = {one.statement for one in last.triangulations.all()} if last else set()
    sections = framework_of(enrolment.cohort.programme).sections
    known = {one.code: one for section in sections for one in section.statements}
    next_codes = coachee.item.statements if coachee.item else ()
    lines = lines_of(known=known, sessions=sessions, pieces=pieces, levels=levels, also=next_codes)
    lines = sorted(lines, key=lambda one: _place(one, next_codes))
    given_name = enrolment.person.given_name
    return Sheet(
        coachee=coachee,
        sessions=tuple(sessions),
        last=last,
        agreed=tuple(last.actions.all()) if last else (),
        came_of_it=tuple(one for one in new if one.statement in weighed),
        evidence=new,
        answers=answers,
        low=sum(one.level <= 2 for one in answers),
        middle=sum(one.level == 3 for one in answers),
        high=sum(one.level == 4 for one in answers),
        talks=tuple(_talk(one, given_name) for one in lines if one.gap in WORTH_TALKING)[:MOST_GAPS],
        lines=tuple(lines[:MOST_ROWS]),
        left_out=max(len(lines) - MOST_ROWS, 0),
    )


def lines_of(
    *,
    known: Mapping[str, Statement],
    sessions: Sequence[CoachingSession],
    pieces: Sequence[Shown],
    levels: Sequence[StatementRating],
    also: Iterable[str],
) -> list[Line]:
    """Every statement that something is known of, or that is to be talked of; each list newest first."""
    weighed = [(one, session) for session in sessions for one in session.triangulations.all()]
    codes = dict.fromkeys(
        [
            *(one.statement for one in levels),
            *(one.statement for one in pieces),
            *(one.statement for one, _ in weighed),
            *also,
        ]
    )
    return [_line(known[code], weighed, pieces, levels) for code in codes if code in known]


def _line(
    statement: Statement,
    weighed: Sequence[tuple[Triangulation, CoachingSession]],
    pieces: Sequence[Shown],
    levels: Sequence[StatementRating],
) -> Line:
    code = statement.code
    judged = [(one, session) for one, session in weighed if one.statement == code]
    own = [
        *(Said(level=one.self_view, where="Coaching", on=session.held_on) for one, session in judged),
        *_answered(levels, code, QuestionKind.LEARNING),
    ]
    evidence = [one for one in pieces if one.statement == code]
    return Line(
        statement=statement,
        own=max(own, key=lambda one: one.on, default=None),
        practice=next(iter(_answered(levels, code, QuestionKind.PRACTICE)), None),
        judged=next(
            (Said(level=one.judgement, where="Coaching", on=session.held_on) for one, session in judged), None
        ),
        own_pieces=sum(one.source == "self" for one in evidence),
        cells=tuple(_cell(label, source, evidence) for source, label in words.SOURCES.items()),
    )


def _answered(levels: Sequence[StatementRating], code: str, kind: QuestionKind) -> list[Said]:
    return [
        Said(level=one.level, where=one.question_set_title, on=local_day(one.at))
        for one in levels
        if one.statement == code and one.kind is kind
    ]


def _cell(label: str, source: str, evidence: Sequence[Shown]) -> Cell:
    found = [one for one in evidence if one.source == source]
    return Cell(label=label, newest=found[0] if found else None, more=max(len(found) - 1, 0))


def _place(line: Line, next_codes: Iterable[str]) -> tuple[bool, bool, tuple[int, int, int], str]:
    """Gaps first, widest first; then what the coming session is about; then the rest."""
    is_gap = line.gap in WORTH_TALKING
    return not is_gap, line.statement.code not in next_codes, rules.weight_of(line.views), line.statement.code


def _talk(line: Line, name: str) -> Talk:
    known, meaning = words.gap_says(line.views, line.gap, name=name)
    question = words.QUESTIONS[line.gap].format(code=line.statement.code)
    return Talk(line=line, known=known, meaning=meaning, question=question)
