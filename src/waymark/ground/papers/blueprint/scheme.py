"""Checks the mark scheme: criteria, levels, pass mark, failure-level omissions and statements. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from waymark.ground.papers.blueprint.problems import PaperProblem, error, note, warning
from waymark.ground.papers.blueprint.requirements import PaperRequirements
from waymark.ground.papers.values import Body, Criterion
from waymark.kit.formatting import counted

MOST_OMISSIONS = 3


def scheme_problems(body: Body, requirements: PaperRequirements) -> Iterator[PaperProblem]:
    """Problems of criteria first, then of points, then of omissions."""
    yield from _unmarked_questions(body)
    question_ids = {question.id for question in body.questions}
    for criterion in body.scheme.criteria:
        yield from _criterion_problems(criterion, question_ids)
        yield from _level_problems(criterion)
        yield from _statement_problems(criterion, requirements)
        yield from _feedback_problems(criterion, body)
    yield from _pass_mark_problems(body)
    yield from _omission_problems(body)


def _unmarked_questions(body: Body) -> Iterator[PaperProblem]:
    if not body.scheme.criteria:
        yield error("no-criteria", "scheme", "The paper has no criteria.", "Write the first criterion.")
        return
    marked = {id for criterion in body.scheme.criteria for id in criterion.questions}
    for question in body.questions:
        if question.id not in marked:
            yield error(
                "question-unmarked",
                f"question:{question.id}",
                f"No criterion marks question {question.id}.",
                "Select the question in the criterion that marks it.",
            )


def _criterion_problems(criterion: Criterion, question_ids: set[str]) -> Iterator[PaperProblem]:
    part, name = f"criterion:{criterion.id}", f"Criterion {criterion.id}"
    if not criterion.title.strip() or not criterion.looks_for.strip():
        yield error(
            "criterion-unsaid",
            part,
            f"{name} has no title or does not say what it looks for.",
            "Enter both.",
        )
    if not set(criterion.questions) & question_ids:
        yield error(
            "criterion-unfed", part, f"{name} marks no question.", "Select the questions that it marks."
        )
    for id in criterion.questions:
        if id not in question_ids:
            yield error(
                "criterion-question",
                part,
                f"{name} marks question {id}, which is not in the paper.",
                "Clear that question.",
            )


def _level_problems(criterion: Criterion) -> Iterator[PaperProblem]:
    part, name = f"criterion:{criterion.id}", f"Criterion {criterion.id}"
    points = [level.points for level in criterion.levels]
    if len(points) < 2:
        yield error("levels-few", part, f"{name} has fewer than two levels.", "Add two or more levels.")
        return
    if points[0] != 0:
        yield error(
            "levels-zero",
            part,
            f"The first level of criterion {criterion.id} is not 0 points.",
            "Begin with a level of 0 points.",
        )
    if any(after <= before for before, after in pairwise(points)):
        yield error(
            "levels-rising",
            part,
            f"The points of criterion {criterion.id} do not go up from level to level.",
            "Give each level more points than the one before.",
        )
    if any(not level.label.strip() or not level.says.strip() for level in criterion.levels):
        yield error(
            "levels-unsaid",
            part,
            f"A level of criterion {criterion.id} has no name or no description.",
            "Enter both.",
        )


def _statement_problems(criterion: Criterion, requirements: PaperRequirements) -> Iterator[PaperProblem]:
    part, name = f"criterion:{criterion.id}", f"Criterion {criterion.id}"
    if not criterion.statements:
        yield warning(
            "no-statements",
            part,
            f"{name} assesses no statement of the framework.",
            "Enter the statements that it assesses.",
        )
    unknown = [code for code in criterion.statements if code not in requirements.statements]
    if unknown:
        yield error(
            "statement-unknown",
            part,
            f"{name} assesses {_first(unknown)}, which the framework does not have.",
            "Remove it.",
        )
    never_taught = requirements.statements - requirements.taught
    untaught = [code for code in criterion.statements if code in never_taught]
    if untaught:
        yield error(
            "statement-untaught",
            part,
            f"{name} assesses {_first(untaught)}, which the programme never teaches.",
            "Assess what is taught, or teach it in the next version of the programme.",
        )


def _first(codes: list[str]) -> str:
    return ", ".join(code[:20] for code in codes[:8])


def _feedback_problems(criterion: Criterion, body: Body) -> Iterator[PaperProblem]:
    feedback = body.feedback.get(criterion.id, {})
    without = [level for level in criterion.levels if not feedback.get(level.points, "").strip()]
    if without:
        yield note(
            "no-feedback",
            f"criterion:{criterion.id}",
            f"{counted(len(without), 'level', 'levels')} of criterion {criterion.id} "
            f"{'has' if len(without) == 1 else 'have'} no feedback for the participant.",
            "Write what a participant at that level should read.",
        )


def _pass_mark_problems(body: Body) -> Iterator[PaperProblem]:
    mark, most = body.scheme.pass_mark, body.scheme.most
    if not 0 < mark.numerator <= mark.denominator:
        result = "everyone would pass" if mark.numerator <= 0 else "no one could pass"
        yield error(
            "pass-mark",
            "details",
            f"The pass mark is {mark.numerator} out of {mark.denominator}, so {result}.",
            "Enter a pass mark above 0 and no more than the total.",
        )
    elif body.scheme.criteria and most == 0:
        yield error("no-points", "scheme", "No level of any criterion gives points.", "Enter points.")


def _omission_problems(body: Body) -> Iterator[PaperProblem]:
    omissions = body.scheme.omissions
    if not omissions:
        yield error(
            "omissions-none",
            "omissions",
            "The paper has no failure-level omissions, so nothing is essential in a script.",
            "Add one to three things that a script must contain to pass.",
        )
    if len(omissions) > MOST_OMISSIONS:
        yield error(
            "omissions-many",
            "omissions",
            f"The paper has {len(omissions)} failure-level omissions. With more than three, good scripts fail too.",
            "Keep the three that matter most.",
        )
    if any(not omission.says.strip() or not omission.why.strip() for omission in omissions):
        yield error(
            "omissions-unsaid",
            "omissions",
            "A failure-level omission does not say what it is or why it is essential.",
            "Enter both.",
        )
