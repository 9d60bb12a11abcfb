"""Scripts, marks and standings as pages show them: titles and sentences beside what was given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString

from waymark.ground.papers.values import Body, Criterion, Level, Omission, Scheme
from waymark.journey.mark import words
from waymark.journey.mark.rules import shown_points
from waymark.journey.sit.writing.reading import html_of

if TYPE_CHECKING:
    from waymark.journey.mark.models import OmissionAnswer
    from waymark.journey.mark.queries import ScriptStanding, WholeMark


@dataclass(frozen=True)
class AnswerShown:
    number: int
    title: str
    html: SafeString
    """Empty where nothing was written."""


def script_of(body: Body, answers: Mapping[str, str]) -> list[AnswerShown]:
    """The script's answers in the order of the questions; an empty one says so on the page."""
    return [
        AnswerShown(number, question.title, html_of(answers.get(question.id, "")))
        for number, question in enumerate(body.questions, start=1)
    ]


@dataclass(frozen=True)
class MarkShown:
    total: int
    omissions: list[tuple[Omission, OmissionAnswer]]
    criteria: list[tuple[Criterion, Level]]


def mark_of(scheme: Scheme, mark: WholeMark) -> MarkShown:
    """A recorded mark beside its scheme."""
    return MarkShown(
        total=mark.total,
        omissions=[(one, mark.omissions[one.id]) for one in scheme.omissions],
        criteria=[
            (one, next(level for level in one.levels if level.points == mark.points[one.id]))
            for one in scheme.criteria
        ],
    )


@dataclass(frozen=True)
class StandingShown:
    result: str
    pass_points: str
    reasons: list[str]


def standing_of(standing: ScriptStanding) -> StandingShown:
    """What the marks came to, in words."""
    settled = standing.settled
    return StandingShown(
        result="" if settled.result is None else shown_points(settled.result),
        pass_points=shown_points(standing.terms.pass_points),
        reasons=[words.WHY[one] for one in settled.reasons],
    )
