"""A complete paper, and functions that write, review and lock one."""

from __future__ import annotations

from typing import Any

from tests.cast import Cast
from waymark.ground.papers import actions
from waymark.ground.papers.blueprint.requirements import PaperRequirements
from waymark.ground.papers.models import Paper
from waymark.ground.papers.queries import fingerprint_now
from waymark.ground.papers.values import Body

CASE = "Two schools share one bell. " * 400
QUESTION = {
    "id": "q1",
    "title": "What is going wrong, and what would you do?",
    "preamble": "Think of both schools.",
    "sub_questions": ["What is the problem?", "How do you know?"],
    "guidance_words": 500,
    "strands": ["implementation", "teaching"],
    "asks_for": ["identify_problems", "justify_solutions"],
}
CRITERION = {
    "id": "c1",
    "title": "Sees it",
    "looks_for": "The cause.",
    "questions": ["q1", "q2"],
    "statements": ["8.1"],
    "levels": [{"points": points, "label": f"Level {points}", "says": "It is so."} for points in range(4)],
}
PAPER_DATA: dict[str, Any] = {
    "code": "T-1",
    "title": "A test paper",
    "case_title": "Two schools",
    "questions": [
        QUESTION,
        {**QUESTION, "id": "q2", "title": "How will it last?", "asks_for": ["plan_implementation"]},
    ],
    "scheme": {
        "pass_mark": {"numerator": 60, "denominator": 100},
        "criteria": [CRITERION],
        "omissions": [{"id": "o1", "says": "It prepares before it delivers.", "why": "Else it fails again."}],
    },
    "feedback": {"c1": {str(points): "Read on." for points in range(4)}},
}
REQUIREMENTS = PaperRequirements(
    case_min_words=2000,
    max_words=1500,
    strands=(("implementation", "Implementation"), ("teaching", "Teaching")),
    implementation="implementation",
    statements=frozenset({"8.1", "8.2", "9.9"}),
    taught=frozenset({"8.1", "8.2"}),
)


def make_body(**changes: Any) -> Body:
    return Body.model_validate(PAPER_DATA | changes)


def make_paper(cast: Cast, *, case: str = CASE, code: str = "T-1", **changes: Any) -> Paper:
    """Petra's draft, complete unless `changes` replace something."""
    return actions.write_paper(
        provider=cast.llse,
        programme_slug="llse-npqel",
        body=make_body(code=code, **changes),
        case=case,
        by=cast.people["petra"],
        at=cast.at,
    )


def make_reviewer(cast: Cast) -> Any:
    from waymark.ground.people.roles import Role

    return cast.people.get("rae") or cast.person("rae", "Rae", "Second", Role.SETTER)


def review(cast: Cast, paper: Paper, *, approves: bool = True) -> None:
    actions.review_paper(
        paper=paper,
        fingerprint=fingerprint_now(paper),
        approves=approves,
        comment="Read.",
        by=make_reviewer(cast),
        at=cast.at,
    )


def make_locked(cast: Cast, **changes: Any) -> Paper:
    paper = make_paper(cast, **changes)
    review(cast, paper)
    actions.lock_paper(paper=paper, by=cast.people["petra"], at=cast.at)
    return paper
