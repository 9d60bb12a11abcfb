"""Checks whether a paper asks what it must and can be marked. Pure: a paper in, problems out.

| The documents say                                          | Code                                                |
|------------------------------------------------------------|-----------------------------------------------------|
| a case study of 2,000 words or more (the pack's number)    | `case-short`                                        |
| questions on implementation and at least one other strand  | `no-implementation`, `no-other-strand`              |
| identify problems, select and justify solutions, define    | `no-problem`, `no-solution`, `no-lasting-change`    |
| an implementation for lasting change                       |                                                     |
| questions have a narrow focus                              | `question-wide` (our measure, so a warning)         |
| ... sub-questions, and a preamble                          | `no-sub-questions`, `no-preamble`                   |
| a scheme with a pass mark                                  | `pass-mark`, `levels-*`, `criterion-*`              |
| failure-level omissions (three at most, our decision)      | `omissions-none`, `omissions-many`                  |
| assessed is what was taught                                | `statement-untaught`                                |
| 1,500 words in all (the pack's number)                     | `guidance-over`                                     |

A question is too wide when it has more than four sub-questions, draws on more than three strands, asks for more than
two of the three things, or when its guidance is more than half of the maximum. What the documents ask is an error and
prevents the paper from being locked; our own measures are warnings and notes, and do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from waymark.ground.papers.blueprint.problems import PaperProblem, error, note, warning
from waymark.ground.papers.blueprint.requirements import PaperRequirements
from waymark.ground.papers.blueprint.scheme import scheme_problems
from waymark.ground.papers.values import ASKS, IDENTIFY, JUSTIFY, PLAN, Body, Question
from waymark.ground.programmes.packs import Severity
from waymark.kit.formatting import counted

MOST_SUB_QUESTIONS = 4
MOST_STRANDS = 3
MOST_ASKED = 2
A_NAME = re.compile(r"[A-Z][\w'’-]{3,}")
MISSING = {
    IDENTIFY: ("no-problem", "No question asks participants to identify problems."),
    JUSTIFY: ("no-solution", "No question asks participants to choose and justify solutions."),
    PLAN: (
        "no-lasting-change",
        "No question asks participants to plan an implementation for lasting change.",
    ),
}


@dataclass(frozen=True, kw_only=True)
class CaseText:
    """A case study's text, and how many words it has."""

    text: str
    words: int


def check(body: Body, *, case: CaseText, requirements: PaperRequirements) -> tuple[PaperProblem, ...]:
    """Every problem, in the order of the paper: its title, the case study, the questions, the scheme."""
    return (
        *_detail_problems(body, case),
        *_case_problems(case, requirements),
        *_coverage_problems(body, requirements),
        *(problem for question in body.questions for problem in _question_problems(question, requirements)),
        *scheme_problems(body, requirements),
    )


def has_errors(problems: tuple[PaperProblem, ...]) -> bool:
    return any(problem.severity is Severity.ERROR for problem in problems)


def _detail_problems(body: Body, case: CaseText) -> Iterator[PaperProblem]:
    if not body.title.strip():
        yield error(
            "no-title", "details", "The paper has no title.", "Enter one that does not reveal the case study."
        )
    if not body.case_title.strip():
        yield error("no-case-title", "details", "The case study has no title.", "Enter a case study title.")
    revealed = sorted({name for name in A_NAME.findall(body.title) if name in case.text})
    if revealed:
        yield warning(
            "title-tells",
            "details",
            f"The title reveals the case study: {', '.join(revealed)}. Leads see titles before a window opens.",
            "Choose a title that does not name anything in the case study.",
        )


def _case_problems(case: CaseText, requirements: PaperRequirements) -> Iterator[PaperProblem]:
    least = requirements.case_min_words
    if case.words < least:
        yield error(
            "case-short",
            "case",
            f"The case study has {case.words:,} words. The programme requires at least {least:,}.",
            f"Add at least {counted(least - case.words, 'word', 'words')}.",
        )
    if re.search(r"^# ", case.text, re.MULTILINE):
        yield warning(
            "case-heading",
            "case",
            "A heading begins with one `#`, which is reserved for the page heading.",
            "Begin headings with `##`.",
        )


def _coverage_problems(body: Body, requirements: PaperRequirements) -> Iterator[PaperProblem]:
    """What the questions must cover together."""
    if not body.questions:
        yield error("no-questions", "questions", "The paper has no questions.", "Write the first question.")
        return
    strands = {strand for question in body.questions for strand in question.strands}
    implementation = requirements.implementation
    if implementation and implementation not in strands:
        yield error(
            "no-implementation",
            "questions",
            "No question draws on implementation.",
            "Select implementation for the question that covers it, or add a question.",
        )
    if not strands - {implementation}:
        yield error(
            "no-other-strand",
            "questions",
            "No question draws on any strand other than implementation.",
            "Select at least one other strand.",
        )
    statements = {ask for question in body.questions for ask in question.asks_for}
    for ask in ASKS:
        if ask not in statements:
            code, sentence = MISSING[ask]
            yield error(code, "questions", sentence, "Select it for the question that does, or add one.")
    guidance = sum(question.guidance_words for question in body.questions)
    if guidance > requirements.max_words:
        yield error(
            "guidance-over",
            "questions",
            f"The word guidance adds up to {guidance:,} words. Participants may write {requirements.max_words:,}.",
            f"Reduce it by {guidance - requirements.max_words:,} words.",
        )


def _question_problems(question: Question, requirements: PaperRequirements) -> Iterator[PaperProblem]:
    part, name = f"question:{question.id}", f"Question {question.id}"
    if not question.title.strip():
        yield error("no-question", part, f"{name} is empty.", "Write the question.")
    if not question.preamble.strip():
        yield error("no-preamble", part, f"{name} has no preamble.", "Say what the question is about.")
    if not question.sub_questions:
        yield error("no-sub-questions", part, f"{name} has no sub-questions.", "Add two to four.")
    if not question.strands:
        yield error("no-strand", part, f"{name} draws on no strand.", "Select one to three strands.")
    for strand in question.strands:
        if strand not in requirements.strand_ids:
            yield error(
                "strand-unknown",
                part,
                f"{name} draws on a strand that is not in the framework.",
                "Select its strands again.",
            )
    if question.guidance_words == 0:
        yield warning(
            "no-guidance", part, f"{name} has no word guidance.", "Enter about how many words to write."
        )
    for width in _widths(question, requirements):
        yield warning(
            "question-wide", part, f"{name} is too wide: {width}.", "Make it narrower, or split it in two."
        )
    if not question.asks_for:
        yield note("asks-nothing", part, f"{name} does not say what it asks for.", "Select what it asks for.")


def _widths(question: Question, requirements: PaperRequirements) -> Iterator[str]:
    if len(question.sub_questions) > MOST_SUB_QUESTIONS:
        yield f"it has {len(question.sub_questions)} sub-questions, more than {MOST_SUB_QUESTIONS}"
    if len(question.strands) > MOST_STRANDS:
        yield f"it draws on {len(question.strands)} strands, more than {MOST_STRANDS}"
    if len(question.asks_for) > MOST_ASKED:
        yield f"it asks for {len(question.asks_for)} things, more than {MOST_ASKED}"
    if question.guidance_words * 2 > requirements.max_words:
        yield f"its guidance of {question.guidance_words:,} words is more than half of {requirements.max_words:,}"
