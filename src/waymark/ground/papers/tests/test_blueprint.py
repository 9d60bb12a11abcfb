"""What the check finds, and where: a table. A whole paper has nothing to be found; each row breaks one thing."""

from __future__ import annotations

from typing import Any

import pytest

from waymark.ground.papers.blueprint import Case, check, has_errors
from waymark.ground.papers.figures import figures_of, side_by_side
from waymark.ground.papers.tests.makers import CASE, CRITERION, QUESTION, SAID, WANTED, make_body
from waymark.ground.papers.values import ASKS
from waymark.ground.papers.wanted import Found
from waymark.kit.words import count_words

SECOND = SAID["questions"][1]
SCHEME = SAID["scheme"]
LEVELS: Any = CRITERION["levels"]


def found(*, case: str = CASE, wanted: Any = WANTED, **given: Any) -> tuple[Found, ...]:
    return check(make_body(**given), case=Case(text=case, words=count_words(case)), wanted=wanted)


def question(**given: Any) -> dict[str, Any]:
    return {"questions": [{**QUESTION, **given}, SECOND]}


def both(first: dict[str, Any], second: dict[str, Any]) -> dict[str, Any]:
    return {"questions": [QUESTION | first, SECOND | second]}


def scheme(**given: Any) -> dict[str, Any]:
    return {"scheme": {**SCHEME, **given}}


def criterion(**given: Any) -> dict[str, Any]:
    return scheme(criteria=[{**CRITERION, **given}])


def points(*given: int) -> dict[str, Any]:
    return criterion(levels=[{**LEVELS[0], "points": one} for one in given])


def test_a_whole_paper_has_nothing_to_be_found() -> None:
    assert found() == ()


WIDE = [f"Part {number}?" for number in range(5)]
ONE = {"id": "o1", "says": "It prepares.", "why": "Else it fails."}
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
    ("error", "levels-few", "criterion:c1", points(0)),
    ("error", "levels-zero", "criterion:c1", points(1, 2)),
    ("error", "levels-rising", "criterion:c1", points(0, 2, 1)),
    ("error", "levels-rising", "criterion:c1", points(0, 1, 1)),
    ("error", "levels-unsaid", "criterion:c1", criterion(levels=[{**one, "label": ""} for one in LEVELS])),
    ("warning", "no-statements", "criterion:c1", criterion(statements=[])),
    ("error", "statement-unknown", "criterion:c1", criterion(statements=["8.1", "99.9"])),
    ("error", "statement-untaught", "criterion:c1", criterion(statements=["8.1", "9.9"])),
    ("note", "no-feedback", "criterion:c1", {"feedback": {"c1": {"0": "Read on."}}}),
    ("error", "pass-mark", "details", scheme(pass_mark={"numerator": 0, "denominator": 100})),
    ("error", "pass-mark", "details", scheme(pass_mark={"numerator": 101, "denominator": 100})),
    ("error", "omissions-none", "omissions", scheme(omissions=[])),
    ("error", "omissions-many", "omissions", scheme(omissions=[ONE, ONE, ONE, ONE])),
    ("error", "omissions-unsaid", "omissions", scheme(omissions=[{**ONE, "why": " "}])),
]  # fmt: skip


@pytest.mark.parametrize(
    ("severity", "code", "where", "given"), TABLE, ids=[f"{one[1]}-{n}" for n, one in enumerate(TABLE)]
)
def test_one_thing_broken_is_found_where_it_is(
    severity: str, code: str, where: str, given: dict[str, Any]
) -> None:
    hits = [one for one in found(**given) if one.code == code]
    assert [(one.severity.value, one.where) for one in hits] == [(severity, where)]
    assert hits[0].says.endswith(".")
    assert hits[0].mend.endswith(".")


@pytest.mark.parametrize("words", [1999, 2000])
def test_a_case_of_just_enough_words_is_enough(words: int) -> None:
    assert ("case-short" in {one.code for one in found(case="word " * words)}) is (words < 2000)


def test_three_strands_four_parts_and_half_of_the_words_are_not_too_wide() -> None:
    wanted = WANTED.__class__(
        **{**vars(WANTED), "strands": tuple((one, one) for one in ("implementation", "b", "c", "d"))}
    )
    given = {"sub_questions": WIDE[:4], "guidance_words": 750, "strands": ["implementation", "b", "c"]}
    assert "question-wide" not in {one.code for one in found(wanted=wanted, **question(**given))}
    given["strands"] = ["implementation", "b", "c", "d"]
    assert "question-wide" in {one.code for one in found(wanted=wanted, **question(**given))}


def test_an_empty_draft_can_be_checked() -> None:
    empty = {"pass_mark": {"numerator": 0, "denominator": 1}, "criteria": [], "omissions": []}
    findings = found(case="", title="", case_title="", questions=[], scheme=empty, feedback={})
    assert has_errors(findings)
    assert {"case-short", "no-questions", "no-criteria", "omissions-none", "pass-mark"} <= {
        one.code for one in findings
    }


def test_a_warning_and_a_note_are_no_errors() -> None:
    assert not has_errors(found(**criterion(statements=[]), feedback={}))


def test_parallel_papers_are_laid_side_by_side() -> None:
    titles = dict(WANTED.strands)
    one = figures_of(make_body(), words=2000, exhibits=0, titles=titles)
    other = figures_of(make_body(questions=[QUESTION]), words=2100, exhibits=1, titles=titles)
    rows = {row.label: row for row in side_by_side([("A", one), ("B", other)])}
    assert rows["Words of the case"].cells == (("A", "2,000"), ("B", "2,100"))
    assert rows["Strands"].cells[0] == ("A", "Implementation, Teaching")
    assert rows["Pass mark"].cells[0] == ("A", "60%")
    assert {row.label for row in rows.values() if row.differs} == {
        "Words of the case", "Exhibits to download", "Questions", "Sub-questions", "Word guidance",
        "Questions that ask for implementation",
    }  # fmt: skip
