"""The paper of the tests: small, whole, and taught by both packs; and what somebody answers to it."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

from tests.world.texts import Owner, Write
from waymark.ground.papers import actions as papers
from waymark.ground.papers.models import Paper
from waymark.ground.papers.queries import fingerprint_now
from waymark.ground.papers.values import Body
from waymark.ground.people.models import Person, Provider

FOLDER = Path(__file__).parent / "paper"
POINTS = {"strong": (3, 3, 3, 3, 2), "sound": (2, 2, 2, 3, 2), "weak": (1, 1, 0, 1, 0)}
"""What a marker gives, by how good an answer is; 9 of 15 pass."""
ANSWERS = {
    "q1": "This is the {degree} answer. Two things are wrong. The board looks at one figure, and it hides a gap.",
    "q2": "I would change one thing. The bell rings at the same minute in both schools.",
    "q3": "The work has three steps. First we prepare for a whole term. Then we watch the doors every week.",
}


@cache
def body(code: str = "LLSE-A") -> Body:
    paper = YAML(typ="safe").load((FOLDER / "paper.yaml").read_text("utf-8"))
    return Body.model_validate(paper | {"code": code})


def case_text() -> str:
    return (FOLDER / "case.md").read_text("utf-8")


def answers(degree: str = "sound") -> dict[str, str]:
    """A whole script, by question; each degree begins otherwise."""
    return {question: text.format(degree=degree) for question, text in ANSWERS.items()}


def passage_of(texts: dict[str, str]) -> str:
    """A sentence of the last answer, as a marker would copy it."""
    return texts["q3"].split(". ")[1]


def write_paper(
    provider: Provider,
    pack: str,
    *,
    by: Person | None,
    at: datetime,
    paper_body: Body | None = None,
    case: str | None = None,
) -> Paper:
    """A draft of the paper."""
    return papers.write_paper(
        provider=provider,
        programme_slug=pack,
        body=paper_body or body(),
        case=case or case_text(),
        by=by,
        at=at,
    )


def review_and_lock(
    paper: Paper, *, writer: Person, reviewer: Person, at: datetime, comment: str = ""
) -> Paper:
    """As two setters do it."""
    fingerprint = fingerprint_now(paper)
    papers.review_paper(
        paper=paper, fingerprint=fingerprint, approves=True, comment=comment, by=reviewer, at=at
    )
    papers.lock_paper(paper=paper, by=writer, at=at)
    return paper


def worded(paper_body: Body, write: Write, owner: Owner, *, kind: str = "paper") -> tuple[Body, str]:
    """The same paper with a text of its own in every part, and its case: questions, scheme and case are kinds."""
    asks, marks = (lambda: write(f"{kind} question", owner)), (lambda: write(f"{kind} scheme", owner))
    questions = tuple(
        question.model_copy(
            update={"title": f"{asks()}?", "preamble": asks(), "sub_questions": (asks(), asks())}
        )
        for question in paper_body.questions
    )
    scheme = paper_body.scheme
    criteria = tuple(
        criterion.model_copy(update={"title": write(f"{kind} criterion", owner), "looks_for": marks()})
        for criterion in scheme.criteria
    )
    omissions = tuple(
        omission.model_copy(
            update={"says": write(f"{kind} omission", owner), "why": write(f"{kind} omission", owner)}
        )
        for omission in scheme.omissions
    )
    feedback = {
        key: {points: write(f"{kind} feedback", owner) for points in sentences}
        for key, sentences in paper_body.feedback.items()
    }
    changed = {
        "title": write(f"{kind} title", owner),
        "case_title": write(f"{kind} case", owner),
        "questions": questions,
        "scheme": scheme.model_copy(update={"criteria": criteria, "omissions": omissions}),
        "feedback": feedback,
    }
    return paper_body.model_copy(update=changed), f"{case_text()}\n\n{write(f'{kind} case', owner)}.\n"
