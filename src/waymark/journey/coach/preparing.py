"""What a coach reads in three minutes: agreed last time, new since then, where the sources part."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from waymark.ground.hours.queries import standing_of
from waymark.ground.hours.rules import Standing
from waymark.ground.programmes.queries import framework_of
from waymark.ground.programmes.values import QuestionKind, Statement
from waymark.journey.coach import queries, rules, words
from waymark.journey.coach.queries import Planned
from waymark.journey.practise import queries as practise
from waymark.journey.practise.queries import Shown
from waymark.journey.reflect import queries as reflect
from waymark.journey.reflect.queries import Level

if TYPE_CHECKING:
    from waymark.journey.coach.models import CoachingSession, Pairing, Triangulation

SOURCES = {"staff": "Staff", "pupils": "Pupils", "document": "Documents", "observer": "Observed"}
MOST_ROWS = 6


@dataclass(frozen=True, kw_only=True)
class Cell:
    """What one source says; `text` is empty where it should be asked."""

    label: str
    figure: str = ""
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One statement of the grid."""

    statement: Statement
    gap: rules.Gap
    gap_says: str
    sentence: str
    self_view: Cell
    cells: tuple[Cell, ...]


@dataclass(frozen=True, kw_only=True)
class Sheet:
    planned: Planned | None
    """The session to prepare; None when all have been held."""
    place: int
    of: int
    last: CoachingSession | None
    new_evidence: tuple[Shown, ...]
    new_levels: Counter[str]
    """Formative answers since last time: low, middle, high."""
    standing: Standing
    rows: tuple[Row, ...]
    questions: tuple[str, ...]

    @property
    def gaps(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.gap is not rules.Gap.AGREE)[:5]


def sheet_of(*, pairing: Pairing, at: datetime) -> Sheet:
    """The preparation sheet of a pair; the caller has found it for its coach."""
    enrolment = pairing.enrolment
    sessions = queries.list_sessions_for_coach(pairing=pairing)
    planned = queries.list_planned(enrolment=enrolment, sessions=sessions)
    rest = [one for one in planned if one.session is None]
    last = sessions[0] if sessions else None
    evidence = practise.list_evidence(enrolment=enrolment)
    levels = reflect.list_levels(enrolment=enrolment)
    weighed = queries.list_triangulations(enrolment=enrolment)
    rows = _rows(pairing, evidence, levels, weighed)
    return Sheet(
        planned=rest[0] if rest else None,
        place=planned.index(rest[0]) + 1 if rest else len(planned),
        of=len(planned),
        last=last,
        new_evidence=tuple(one for one in evidence if last is None or one.at > last.at),
        new_levels=Counter(_height(one.level) for one in levels if last is None or one.at > last.at),
        standing=standing_of(enrolment=enrolment, at=at),
        rows=rows,
        questions=tuple(
            words.QUESTIONS[row.gap].format(code=row.statement.code)
            for row in rows[:3]
            if row.gap in words.QUESTIONS
        ),
    )


def _height(level: int) -> str:
    return "low" if level <= 2 else "middle" if level == 3 else "high"


def _rows(
    pairing: Pairing, evidence: Sequence[Shown], levels: Sequence[Level], weighed: Sequence[Triangulation]
) -> tuple[Row, ...]:
    framework = framework_of(pairing.enrolment.cohort.programme)
    codes = dict.fromkeys([one.statement for one in (*weighed, *levels, *evidence)])
    rows = [
        _row(
            framework.statement(code),
            [one for one in evidence if one.statement == code],
            [one for one in levels if one.statement == code],
            [one for one in weighed if one.statement == code],
        )
        for code in codes
    ]
    order = list(rules.Gap)
    return tuple(sorted(rows, key=lambda row: order.index(row.gap))[:MOST_ROWS])


def _row(
    statement: Statement, evidence: list[Shown], levels: list[Level], weighed: list[Triangulation]
) -> Row:
    """All lists are of this statement, newest first."""
    sure = next((one for one in levels if one.kind is QuestionKind.LEARNING), None)
    done = next((one for one in levels if one.kind is QuestionKind.PRACTICE), None)
    last = weighed[0] if weighed else None
    newer = sure is not None and (last is None or sure.at.date() > last.session.held_on)
    self_view = sure.level if sure and newer else last.self_view if last else None
    judged = last.judgement if last else done.level if done else None
    judge = "your judgement" if last else "the practice reported"
    gap = rules.weigh(self_view=self_view, judged=judged, sources={one.source for one in evidence})
    return Row(
        statement=statement,
        gap=gap,
        gap_says=words.GAPS[gap],
        sentence=words.GAP_SAYS[gap].format(self_view=self_view, judged=judged, judge=judge),
        self_view=_cell("Self", self_view, sure.asked_in if sure and newer else "In coaching"),
        cells=(
            _cell("Practice", done.level if done else None, done.asked_in if done else ""),
            _cell("Your judgement", last.judgement if last else None, _held(last)),
            *_sources(evidence),
        ),
    )


def _held(last: Triangulation | None) -> str:
    return f"{last.session.held_on.day} {last.session.held_on:%B %Y}" if last else ""


def _cell(label: str, level: int | None, text: str) -> Cell:
    return Cell(label=label) if level is None else Cell(label=label, figure=str(level), text=text)


def _sources(evidence: Sequence[Shown]) -> list[Cell]:
    by_source: dict[str, list[Shown]] = defaultdict(list)
    for one in evidence:
        by_source[one.source].append(one)
    return [
        Cell(label=label, figure=str(len(found)), text=found[0].kind_says) if found else Cell(label=label)
        for label, found in ((label, by_source[source]) for source, label in SOURCES.items())
    ]
