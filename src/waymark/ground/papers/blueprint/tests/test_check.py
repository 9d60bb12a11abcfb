"""The check, as a table: a complete paper has no problems, and each row breaks one thing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from waymark.ground.papers.blueprint.check import CaseText, check, has_errors
from waymark.ground.papers.blueprint.problems import PaperProblem
from waymark.ground.papers.series.figures import compare_figures, figures_of
from waymark.ground.papers.tests.makers import CASE, CRITERION, PAPER_DATA, QUESTION, REQUIREMENTS, make_body
from waymark.ground.papers.values import ASKS
from waymark.kit.words import count_words

SECOND = PAPER_DATA["questions"][1]
SCHEME = PAPER_DATA["scheme"]
LEVELS: Any = CRITERION["levels"]


def problems_of(
    *, case: str = CASE, requirements: Any = REQUIREMENTS, **changes: Any
) -> tuple[PaperProblem, ...]:
    text = CaseText(text=case, words=count_words(case))
    return check(make_body(**changes), case=text, requirements=requirements)


def codes_of(**changes: Any) -> set[str]:
    return {problem.code for problem in problems_of(**changes)}


def question(**changes: Any) -> dict[str, Any]:
    return {"questions": [{**QUESTION, **changes}, SECOND]}


def both(first: dict[str, Any], second: dict[str, Any]) -> dict[str, Any]:
    return {"questions": [QUESTION | first, SECOND | second]}


def scheme(**changes: Any) -> dict[str, Any]:
    return {"scheme": {**SCHEME, **changes}}


def criterion(**changes: Any) -> dict[str, Any]:
    return scheme(criteria=[{**CRITERION, **changes}])


def levels(*points: int) -> dict[str, Any]:
    return criterion(levels=[{**LEVELS[0], "points": value} for value in points])


def test_complete_paper_has_no_problems() -> None:
    assert problems_of() == ()


@pytest.mark.parametrize(("words", "missing"), [(1990, "10 words"), (1999, "1 word")])
def test_a_short_case_says_how_many_words_are_missing(words: int, missing: str) -> None:
    [problem] = [problem for problem in problems_of(case="word " * words) if problem.code == "case-short"]
    assert problem.fix == f"Add at least {missing}."


WIDE = [f"Part {number}?" for number in range(5)]
OMISSION = {"id": "o1", "says": "It prepares.", "why": "Else it fails."}
TABLE: list[tuple[str, str, str, dict[str, Any]]] = [
    ("error", "case-short", "case", {"case": "Two schools share a bell."}),
    ("warning", "case-heading", "case", {"case": f"# Two schools\n\n{CASE}"}),
    ("error", "no-title", "details", {"title": " "}),
    ("error", "no-case-title", "details", {"case_title": ""}),
    ("warning", "title-tells", "details", {"title": "Bellwether", "case": f"{CASE} Bellwether"}),
    ("error", "no-questions", "questions", {"questions": []}),
    ("error", "no-implementation", "questions", both({"strands": ["teaching"]}, {"strands": ["teaching"]})),
    ("error", "no-other-strand", "questions", both({"strands": ["implementation"]}, {"strands": ["implementation"]})),
    ("error", "no-problem", "questions", question(asks_for=["justify_solutions"])),
    ("error", "no-solution", "questions", question(asks_for=["identify_problems"])),
    ("error", "no-lasting-change", "questions", {"questions": [QUESTION]}),
    ("error", "guidance-over", "questions", both({"guidance_words": 750}, {"guidance_words": 751})),
    ("warning", "question-wide", "question:q1", question(sub_questions=WIDE)),
    ("warning", "question-wide", "question:q1", question(guidance_words=751)),
    ("warning", "question-wide", "question:q1", question(asks_for=list(ASKS))),
    ("warning", "no-guidance", "question:q1", question(guidance_words=0)),
    ("error", "no-preamble", "question:q1", question(preamble=" ")),
    ("error", "no-sub-questions", "question:q1", question(sub_questions=[])),
    ("error", "no-question", "question:q1", question(title="")),
    ("error", "no-strand", "question:q1", question(strands=[])),
    ("error", "strand-unknown", "question:q1", question(strands=["implementation", "weather"])),
    ("error", "no-criteria", "scheme", scheme(criteria=[])),
    ("error", "question-unmarked", "question:q2", criterion(questions=["q1"])),
    ("error", "criterion-unfed", "criterion:c1", criterion(questions=[])),
    ("error", "criterion-question", "criterion:c1", criterion(questions=["q1", "q2", "q9"])),
    ("error", "criterion-unsaid", "criterion:c1", criterion(looks_for="")),
    ("error", "levels-few", "criterion:c1", levels(0)),
    ("error", "levels-zero", "criterion:c1", levels(1, 2)),
    ("error", "levels-rising", "criterion:c1", levels(0, 2, 1)),
    ("error", "levels-rising", "criterion:c1", levels(0, 1, 1)),
    ("error", "levels-unsaid", "criterion:c1", criterion(levels=[{**level, "label": ""} for level in LEVELS])),
    ("warning", "no-statements", "criterion:c1", criterion(statements=[])),
    ("error", "statement-unknown", "criterion:c1", criterion(statements=["8.1", "99.9"])),
    ("error", "statement-untaught", "criterion:c1", criterion(statements=["8.1", "9.9"])),
    ("note", "no-feedback", "criterion:c1", {"feedback": {"c1": {"0": "Read on."}}}),
    ("error", "pass-mark", "details", scheme(pass_mark={"numerator": 0, "denominator": 100})),
    ("error", "pass-mark", "details", scheme(pass_mark={"numerator": 101, "denominator": 100})),
    ("error", "omissions-none", "omissions", scheme(omissions=[])),
    ("error", "omissions-many", "omissions", scheme(omissions=[OMISSION] * 4)),
    ("error", "omissions-unsaid", "omissions", scheme(omissions=[{**OMISSION, "why": " "}])),
]  # fmt: skip


@pytest.mark.parametrize(
    ("severity", "code", "part", "changes"), TABLE, ids=[f"{row[1]}-{n}" for n, row in enumerate(TABLE)]
)
def test_each_problem_is_reported_with_its_part(
    severity: str, code: str, part: str, changes: dict[str, Any]
) -> None:
    problems = [problem for problem in problems_of(**changes) if problem.code == code]
    assert [(problem.severity.value, problem.part) for problem in problems] == [(severity, part)]
    assert problems[0].sentence.endswith(".")
    assert problems[0].fix.endswith(".")


@pytest.mark.parametrize("words", [1999, 2000])
def test_case_study_may_have_exactly_the_required_words(words: int) -> None:
    assert ("case-short" in codes_of(case="word " * words)) is (words < 2000)


def test_three_strands_four_sub_questions_and_half_of_the_words_are_not_too_wide() -> None:
    strands = tuple((id, id) for id in ("implementation", "b", "c", "d"))
    requirements = replace(REQUIREMENTS, strands=strands)
    wide = {"sub_questions": WIDE[:4], "guidance_words": 750, "strands": ["implementation", "b", "c"]}
    assert "question-wide" not in codes_of(requirements=requirements, **question(**wide))
    wide["strands"] = ["implementation", "b", "c", "d"]
    assert "question-wide" in codes_of(requirements=requirements, **question(**wide))


def test_empty_draft_can_be_checked() -> None:
    empty = {"pass_mark": {"numerator": 0, "denominator": 1}, "criteria": [], "omissions": []}
    problems = problems_of(case="", title="", case_title="", questions=[], scheme=empty, feedback={})
    assert has_errors(problems)
    assert {"case-short", "no-questions", "no-criteria", "omissions-none", "pass-mark"} <= {
        problem.code for problem in problems
    }


def test_warnings_and_notes_are_not_errors() -> None:
    assert not has_errors(problems_of(**criterion(statements=[]), feedback={}))


def test_figures_of_parallel_papers_are_compared() -> None:
    titles = dict(REQUIREMENTS.strands)
    first = figures_of(make_body(), words=2000, exhibits=0, titles=titles)
    second = figures_of(make_body(questions=[QUESTION]), words=2100, exhibits=1, titles=titles)
    rows = {row.label: row for row in compare_figures([("A", first), ("B", second)])}
    assert rows["Words in the case study"].cells == (("A", "2,000"), ("B", "2,100"))
    assert rows["Strands"].cells[0] == ("A", "Implementation, Teaching")
    assert rows["Pass mark"].cells[0] == ("A", "60%")
    assert {row.label for row in rows.values() if row.differs} == {
        "Words in the case study", "Case study files", "Questions", "Sub-questions", "Word guidance",
        "Questions asking participants to plan an implementation",
    }  # fmt: skip
