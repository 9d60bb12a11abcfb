"""A paper read from a folder: what is wrong in it is said, each with its place in the file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cast import PACKS
from waymark.ground.papers.folders import CannotReadFolder, LoadedPaper, load_paper_folder
from waymark.ground.papers.tests.makers import CASE, CRITERION, PAPER_DATA
from waymark.ground.programmes.loader import load_pack

SCHEME, LEVELS = PAPER_DATA["scheme"], CRITERION["levels"]


def load(folder: Path, **changes: Any) -> LoadedPaper:
    """The tests' paper, as one value on each line, with `changes`."""
    (folder / "paper.yaml").write_text(json.dumps(PAPER_DATA | changes, indent=1), "utf-8")
    (folder / "case.md").write_text(CASE, "utf-8")
    pack = load_pack(PACKS / "llse-npqel")
    assert pack.programme
    assert pack.framework
    return load_paper_folder(str(folder), pack.programme, pack.framework)


def line_of(folder: Path, text: str) -> int:
    lines = (folder / "paper.yaml").read_text("utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if text in line)


def test_complete_paper_is_read_without_a_finding(tmp_path: Path) -> None:
    loaded = load(tmp_path)
    assert loaded.findings == ()
    assert loaded.body
    assert [question.id for question in loaded.body.questions] == ["q1", "q2"]
    assert loaded.case == CASE


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"questions": []}, "`questions` is empty. Add at least one entry."),
        ({"scheme": SCHEME | {"criteria": []}}, "`scheme.criteria` is empty. Add at least one entry."),
        (
            {"scheme": SCHEME | {"criteria": [{**CRITERION, "levels": [*LEVELS, LEVELS[1]]}]}},
            "Two levels of `c1` give the same points.",
        ),
        (
            {"scheme": SCHEME | {"criteria": [{**CRITERION, "levels": LEVELS[:1]}]}},
            "No level of `c1` gives any points.",
        ),
    ],
)  # fmt: skip
def test_paper_that_cannot_be_used_is_refused(tmp_path: Path, changes: dict[str, Any], sentence: str) -> None:
    loaded = load(tmp_path, **changes)
    assert loaded.body is None
    assert sentence in [finding.sentence for finding in loaded.findings]


def test_problem_of_the_check_stands_at_its_part_of_the_file(tmp_path: Path) -> None:
    questions = [{**question, "preamble": "", "asks_for": []} for question in PAPER_DATA["questions"]]
    loaded = load(tmp_path, case_title="", questions=questions)
    places = {problem.code: (problem.file, problem.line) for problem in loaded.checked}
    assert places["no-case-title"] == ("paper.yaml", line_of(tmp_path, '"title": "A test paper"'))
    assert places["no-preamble"] == ("paper.yaml", line_of(tmp_path, '"id": "q2"') - 1)
    assert places["no-problem"] == ("paper.yaml", line_of(tmp_path, '"questions"'))


@pytest.mark.parametrize("name", ["paper.yaml", "case.md", "exhibits/list.csv", "exhibits"])
def test_nothing_outside_the_folder_is_read(tmp_path: Path, name: str) -> None:
    folder, outside = tmp_path / "paper", tmp_path / "outside"
    folder.mkdir()
    load(folder)
    (folder / "exhibits").mkdir()
    (folder / "exhibits" / "list.csv").write_text("a,b\n1,2\n")
    (folder / name).rename(outside)
    (folder / name).symlink_to(outside)
    pack = load_pack(PACKS / "llse-npqel")
    assert pack.programme
    assert pack.framework
    with pytest.raises(CannotReadFolder, match="is a link to another place"):
        load_paper_folder(str(folder), pack.programme, pack.framework)
