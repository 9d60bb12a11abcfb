"""The demonstration's papers, checked against the blueprint of their programmes."""

from __future__ import annotations

import pytest

from tests.cast import PACKS
from waymark.demo.cast import HERE, read_yaml
from waymark.ground.papers.blueprint.check import CaseText, check
from waymark.ground.papers.blueprint.problems import PaperProblem
from waymark.ground.papers.blueprint.requirements import requirements_of
from waymark.ground.papers.values import Body
from waymark.ground.programmes.loader import load_pack
from waymark.kit.words import count_words


@pytest.mark.parametrize(("pack", "paper"), [("llse-npqel", "llse-a"), ("ucl-npqel-2025", "ucl-a")])
def test_demonstration_papers_have_no_errors(pack: str, paper: str) -> None:
    assert not [finding for finding in _of_demonstration(pack, paper) if finding.severity.value != "note"]


def test_the_demonstration_draft_has_problems_in_every_part() -> None:
    findings = _of_demonstration("llse-npqel", "llse-b")
    assert {finding.code for finding in findings} == {
        "title-tells", "case-short", "no-lasting-change", "no-preamble", "question-wide", "criterion-unfed",
        "levels-rising", "omissions-none", "no-feedback",
    }  # fmt: skip


def _of_demonstration(pack: str, paper: str) -> tuple[PaperProblem, ...]:
    loaded, folder = load_pack(PACKS / pack), HERE / "papers" / paper
    assert loaded.programme
    assert loaded.framework
    body, case = (
        Body.model_validate(read_yaml(folder / "paper.yaml")),
        (folder / "case.md").read_text("utf-8"),
    )
    requirements = requirements_of(loaded.programme, loaded.framework)
    return check(body, case=CaseText(text=case, words=count_words(case)), requirements=requirements)
