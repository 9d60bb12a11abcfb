"""Scripts, marks and results as pages show them: titles and sentences beside the figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from waymark.ground.papers.queries import body_of_locked
from waymark.ground.papers.values import Body, Criterion, Level, Omission, Scheme
from waymark.journey.mark import words
from waymark.journey.mark.forms import MarkForm
from waymark.journey.mark.rules import format_points
from waymark.journey.sit.queries import html_of
from waymark.kit.addresses import row_address
from waymark.kit.templatetags.waymark import status

if TYPE_CHECKING:
    from waymark.journey.mark.models import OmissionAnswer
    from waymark.journey.mark.queries import RecordedMark, ScriptListItem, ScriptResult


@dataclass(frozen=True)
class AnswerPresentation:
    number: int
    title: str
    html: SafeString
    """Empty where nothing was written."""


def present_script(body: Body, answers: Mapping[str, str]) -> list[AnswerPresentation]:
    """The script's answers in the order of the questions."""
    return [
        AnswerPresentation(place, question.title, html_of(answers.get(question.id, "")))
        for place, question in enumerate(body.questions, start=1)
    ]


def list_rows(scripts: Iterable[ScriptListItem]) -> list[tuple[str, str, str, str]]:
    """The cells of a marker's list: number, code, address and status."""
    return [
        (
            str(script.number),
            script.code,
            row_address("mark:script", script.code),
            status("done", "Marked") if script.is_marked else status("not-started", "To mark"),
        )
        for script in scripts
    ]


def fields_html(form: MarkForm) -> SafeString:
    """The omissions and criteria of a mark form."""
    return render_to_string("mark/_fields.html", {"form": form, "full_marks": form.scheme.most})


@lru_cache(maxsize=32)
def empty_fields_html(fingerprint: str) -> SafeString:
    """Those of the form that nobody has filled in yet. It depends on the locked paper alone, so it is kept."""
    return fields_html(MarkForm(body_of_locked(fingerprint=fingerprint).scheme, ()))


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
