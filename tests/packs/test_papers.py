"""The tests' own paper, checked against the blueprint of both programmes; and what a programme teaches."""

from __future__ import annotations

import pytest

from tests.cast import PACKS
from tests.world.papers import body, case_text
from waymark.ground.papers.blueprint.check import CaseText, check
from waymark.ground.papers.blueprint.requirements import requirements_of, statements_taught_by
from waymark.ground.programmes.loader import load_pack
from waymark.kit.words import count_words


@pytest.mark.parametrize("pack", ["llse-npqel", "ucl-npqel-2025"])
def test_the_paper_of_the_tests_is_whole_in_both_programmes(pack: str) -> None:
    loaded = load_pack(PACKS / pack)
    assert loaded.programme
    assert loaded.framework
    case = case_text()
    requirements = requirements_of(loaded.programme, loaded.framework)
    assert not check(body(), case=CaseText(text=case, words=count_words(case)), requirements=requirements)


def test_ucl_does_not_teach_the_whole_framework() -> None:
    loaded = load_pack(PACKS / "ucl-npqel-2025")
    assert loaded.programme
    assert "9.4" not in statements_taught_by(loaded.programme)
