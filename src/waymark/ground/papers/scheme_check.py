"""The scheme's part of the blueprint check: criteria, levels, pass mark, omissions, statements. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from waymark.ground.papers.values import Body, Criterion
from waymark.ground.papers.wanted import Found, Wanted, error, note, warning

MOST_OMISSIONS = 3


def of_scheme(body: Body, wanted: Wanted) -> Iterator[Found]:
    """Findings of criteria first, then of points, then of omissions."""
    yield from _of_all_criteria(body)
    questions = {question.id for question in body.questions}
    for criterion in body.scheme.criteria:
        yield from _of_criterion(criterion, questions)
        yield from _of_levels(criterion)
        yield from _of_statements(criterion, wanted)
        yield from _of_feedback(criterion, body)
    yield from _of_pass_mark(body)
    yield from _of_omissions(body)


def _of_all_criteria(body: Body) -> Iterator[Found]:
    if not body.scheme.criteria:
        yield error("no-criteria", "scheme", "There is no criterion.", "Write the first criterion.")
        return
    marked = {id for criterion in body.scheme.criteria for id in criterion.questions}
    for question in body.questions:
        if question.id not in marked:
            yield error(
                "question-unmarked",
                f"question:{question.id}",
                f"No criterion is fed by question {question.id}.",
                "Tick it at the criterion by which it is marked.",
            )


def _of_criterion(criterion: Criterion, questions: set[str]) -> Iterator[Found]:
    where, name = f"criterion:{criterion.id}", f"Criterion {criterion.id}"
    if not criterion.title.strip() or not criterion.looks_for.strip():
        yield error("criterion-unsaid", where, f"{name} does not say what it looks for.", "Write it.")
    if not set(criterion.questions) & questions:
        yield error(
            "criterion-unfed",
            where,
            f"No question feeds criterion {criterion.id}.",
            "Tick the questions that do.",
        )
    for id in criterion.questions:
        if id not in questions:
            yield error(
                "criterion-question", where, f"{name} names question {id}, which is not here.", "Untick it."
            )


def _of_levels(criterion: Criterion) -> Iterator[Found]:
    where, name = f"criterion:{criterion.id}", f"Criterion {criterion.id}"
    points = [level.points for level in criterion.levels]
    if len(points) < 2:
        yield error("levels-few", where, f"{name} has fewer than two levels.", "Write two or more.")
        return
    if points[0] != 0:
        yield error("levels-zero", where, f"The levels of {criterion.id} do not begin at 0.", "Begin at 0.")
    if any(after <= before for before, after in pairwise(points)):
        yield error(
            "levels-rising",
            where,
            f"The points of {criterion.id} do not rise level by level.",
            "Put them in order.",
        )
    if any(not level.label.strip() or not level.says.strip() for level in criterion.levels):
        yield error(
            "levels-unsaid", where, f"A level of {criterion.id} has no name or says nothing.", "Write it."
        )


def _of_statements(criterion: Criterion, wanted: Wanted) -> Iterator[Found]:
    where = f"criterion:{criterion.id}"
    if not criterion.statements:
        yield warning(
            "no-statements",
            where,
            f"Criterion {criterion.id} credits no statement.",
            "Name the statements it credits.",
        )
    unknown = [code for code in criterion.statements if code not in wanted.statements]
    if unknown:
        yield error("statement-unknown", where, f"There is no statement {_few(unknown)}.", "Take it out.")
    untaught = [code for code in criterion.statements if code in wanted.statements - wanted.taught]
    if untaught:
        yield error(
            "statement-untaught",
            where,
            f"Criterion {criterion.id} assesses {_few(untaught)}, which the programme never teaches.",
            "Assess what is taught, or teach it in the programme's next version.",
        )


def _few(codes: list[str]) -> str:
    return ", ".join(code[:20] for code in codes[:8])


def _of_feedback(criterion: Criterion, body: Body) -> Iterator[Found]:
    said = body.feedback.get(criterion.id, {})
    without = [level for level in criterion.levels if not said.get(level.points, "").strip()]
    if without:
        yield note(
            "no-feedback",
            f"criterion:{criterion.id}",
            f"{len(without)} of the levels of {criterion.id} have no sentence for the letter.",
            "Write what a participant should read.",
        )


def _of_pass_mark(body: Body) -> Iterator[Found]:
    mark, most = body.scheme.pass_mark, body.scheme.most
    if not 0 < mark.numerator <= mark.denominator:
        yield error(
            "pass-mark",
            "details",
            f"The pass mark is {mark.numerator} of {mark.denominator}; nobody, or everybody, would pass.",
            "Write a share above 0 and at most the whole.",
        )
    elif body.scheme.criteria and most == 0:
        yield error("no-points", "scheme", "No level of any criterion gives a point.", "Give points.")


def _of_omissions(body: Body) -> Iterator[Found]:
    omissions = body.scheme.omissions
    if not omissions:
        yield error(
            "omissions-none",
            "omissions",
            "There is no omission: nothing vital is asked of every script.",
            "Name one to three things without which a script fails.",
        )
    if len(omissions) > MOST_OMISSIONS:
        yield error(
            "omissions-many",
            "omissions",
            f"There are {len(omissions)} omissions; with more than three, good scripts are failed by chance.",
            "Keep the three that matter most.",
        )
    if any(not one.says.strip() or not one.why.strip() for one in omissions):
        yield error("omissions-unsaid", "omissions", "An omission does not say what, or why.", "Write both.")
