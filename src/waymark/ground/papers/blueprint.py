"""Does a paper ask what it must, and can it be marked? Pure: a paper in, findings with places out.

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
keeps a paper from being locked; our own measures are warnings and notes, and do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from waymark.ground.papers.scheme_check import of_scheme
from waymark.ground.papers.values import ASKS, IDENTIFY, JUSTIFY, PLAN, Body, Question
from waymark.ground.papers.wanted import Found, Wanted, error, note, warning
from waymark.ground.programmes.packs import Severity

MOST_SUB_QUESTIONS = 4
MOST_STRANDS = 3
MOST_ASKED = 2
A_NAME = re.compile(r"[A-Z][\w'’-]{3,}")
MISSING = {
    IDENTIFY: ("no-problem", "No question asks for problems to be identified."),
    JUSTIFY: ("no-solution", "No question asks for solutions to be chosen and justified."),
    PLAN: ("no-lasting-change", "No question asks for an implementation that brings lasting change."),
}


@dataclass(frozen=True, kw_only=True)
class Case:
    """What is asked of the case: its text, and how many words it has."""

    text: str
    words: int


def check(body: Body, *, case: Case, wanted: Wanted) -> tuple[Found, ...]:
    """Everything found, in the order of the paper: its title, the case, the questions, the scheme."""
    return (
        *_of_details(body, case),
        *_of_case(case, wanted),
        *_of_all_questions(body, wanted),
        *(found for question in body.questions for found in _of_question(question, wanted)),
        *of_scheme(body, wanted),
    )


def has_errors(findings: tuple[Found, ...]) -> bool:
    return any(found.severity is Severity.ERROR for found in findings)


def _of_details(body: Body, case: Case) -> Iterator[Found]:
    if not body.title.strip():
        yield error("no-title", "details", "The paper has no title.", "Give it one that tells nothing.")
    if not body.case_title.strip():
        yield error("no-case-title", "details", "The case has no title.", "Name the case.")
    told = sorted({name for name in A_NAME.findall(body.title) if name in case.text})
    if told:
        yield warning(
            "title-tells",
            "details",
            f"The title names what the case is about: {', '.join(told)}. Leads see titles before a window opens.",
            "Choose a title that gives nothing of the case away.",
        )


def _of_case(case: Case, wanted: Wanted) -> Iterator[Found]:
    if case.words < wanted.case_words:
        yield error(
            "case-short",
            "case",
            f"The case has {case.words:,} words; the programme asks for at least {wanted.case_words:,}.",
            f"Write {wanted.case_words - case.words:,} more.",
        )
    if re.search(r"^# ", case.text, re.MULTILINE):
        yield warning(
            "case-heading",
            "case",
            "A heading of the case has one `#`, which is kept for the page's own heading.",
            "Begin headings with `##`.",
        )


def _of_all_questions(body: Body, wanted: Wanted) -> Iterator[Found]:
    if not body.questions:
        yield error("no-questions", "questions", "There is no question.", "Write the first question.")
        return
    strands = {strand for question in body.questions for strand in question.strands}
    key = wanted.implementation
    if key and key not in strands:
        yield error(
            "no-implementation",
            "questions",
            "No question draws on implementation.",
            "Tick implementation at the question that asks for it, or write one.",
        )
    if not strands - {key}:
        yield error(
            "no-other-strand",
            "questions",
            "No question draws on a strand beside implementation.",
            "Tick at least one other strand.",
        )
    asked = {one for question in body.questions for one in question.asks_for}
    for one in ASKS:
        if one not in asked:
            code, says = MISSING[one]
            yield error(code, "questions", says, "Say so at the question that asks for it, or write one.")
    whole = sum(question.guidance_words for question in body.questions)
    if whole > wanted.most_words:
        yield error(
            "guidance-over",
            "questions",
            f"The guidance of all questions is {whole:,} words; a participant may write {wanted.most_words:,}.",
            f"Take {whole - wanted.most_words:,} words away.",
        )


def _of_question(question: Question, wanted: Wanted) -> Iterator[Found]:
    where, name = f"question:{question.id}", f"Question {question.id}"
    if not question.title.strip():
        yield error("no-question", where, f"{name} asks nothing.", "Write the question.")
    if not question.preamble.strip():
        yield error("no-preamble", where, f"{name} has no preamble.", "Say what the question is about.")
    if not question.sub_questions:
        yield error("no-sub-questions", where, f"{name} has no sub-questions.", "Break it into two to four.")
    if not question.strands:
        yield error("no-strand", where, f"{name} draws on no strand.", "Tick one to three.")
    for strand in question.strands:
        if strand not in wanted.strand_ids:
            yield error("strand-unknown", where, f"{name} names no known strand.", "Tick it anew.")
    if question.guidance_words == 0:
        yield warning("no-guidance", where, f"{name} has no word guidance.", "Say about how many words.")
    for why in _widths(question, wanted):
        yield warning("question-wide", where, f"{name} is wide: {why}.", "Narrow it, or make two of it.")
    if not question.asks_for:
        yield note("asks-nothing", where, f"{name} does not say what it asks for.", "Tick what it asks for.")


def _widths(question: Question, wanted: Wanted) -> Iterator[str]:
    if len(question.sub_questions) > MOST_SUB_QUESTIONS:
        yield f"it has {len(question.sub_questions)} sub-questions, more than {MOST_SUB_QUESTIONS}"
    if len(question.strands) > MOST_STRANDS:
        yield f"it draws on {len(question.strands)} strands, more than {MOST_STRANDS}"
    if len(question.asks_for) > MOST_ASKED:
        yield f"it asks for {len(question.asks_for)} things, more than {MOST_ASKED}"
    if question.guidance_words * 2 > wanted.most_words:
        yield f"its guidance of {question.guidance_words:,} words is more than half of {wanted.most_words:,}"
