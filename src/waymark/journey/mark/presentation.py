"""Scripts, marks and results as pages show them: titles and sentences beside the figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString

from waymark.ground.papers.values import Body, Criterion, Level, Omission, Scheme
from waymark.journey.mark import words
from waymark.journey.mark.rules import format_points
from waymark.journey.sit.queries import html_of

if TYPE_CHECKING:
    from waymark.journey.mark.models import OmissionAnswer
    from waymark.journey.mark.queries import RecordedMark, ScriptResult


@dataclass(frozen=True)
class AnswerPresentation:
    number: int
    title: str
    html: SafeString
    """Empty where nothing was written."""


def present_script(body: Body, answers: Mapping[str, str]) -> list[AnswerPresentation]:
    """The script's answers in the order of the questions."""
    return [
        AnswerPresentation(number, question.title, html_of(answers.get(question.id, "")))
        for number, question in enumerate(body.questions, start=1)
    ]


@dataclass(frozen=True)
class MarkPresentation:
    total: int
    omissions: list[tuple[Omission, OmissionAnswer]]
    criteria: list[tuple[Criterion, Level]]


def present_mark(scheme: Scheme, mark: RecordedMark) -> MarkPresentation:
    """A recorded mark beside its scheme."""
    return MarkPresentation(
        total=mark.total,
        omissions=[(omission, mark.omissions[omission.id]) for omission in scheme.omissions],
        criteria=[
            (
                criterion,
                next(level for level in criterion.levels if level.points == mark.points[criterion.id]),
            )
            for criterion in scheme.criteria
        ],
    )


@dataclass(frozen=True)
class ResultPresentation:
    points: str
    pass_points: str
    full_marks: int
    reasons: list[str]


def present_result(script: ScriptResult) -> ResultPresentation:
    """What the marks of a script come to, in words."""
    points = script.marking.points
    return ResultPresentation(
        points="" if points is None else format_points(points),
        pass_points=format_points(script.thresholds.pass_points),
        full_marks=script.thresholds.full_marks,
        reasons=[words.REASONS[reason] for reason in script.marking.reasons],
    )
