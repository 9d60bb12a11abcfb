"""The mutation runner notices a weak test, lets a good one pass, and its explanations fit what it makes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.house.walls import ROOT
from tests.mutants import places
from tests.mutants.__main__ import SURVIVORS_SHOWN, is_refused, main, room_in_turn
from tests.mutants.explained import Explained, read_explained
from tests.mutants.making import Mutant, mutants_of, sample

RULE = '''
"""When may a text be handed in?"""

SMALLEST = 3


def may_submit(words: int) -> bool:
    return words > SMALLEST
'''
WEAK = """
from planted_rule import may_submit


def test_a_long_text_may_be_submitted():
    assert may_submit(50)
"""
GOOD = (
    WEAK
    + """

def test_a_text_of_the_smallest_length_is_refused():
    assert not may_submit(3)
    assert may_submit(4)
"""
)
EXAMINE = """
import json, sys
from pathlib import Path
from tests.mutants.making import mutants_of
from tests.mutants.room import answer_of, examine
here = Path(sys.argv[1])
mutants = mutants_of(here / "planted_rule.py")
options = ["-c", str(here / "pytest.ini"), "-p", "no:django"]
seen = examine(mutants, [here / "test_planted.py"], options=options, seconds=float(sys.argv[2]))
Path(sys.argv[1], "answer.json").write_text(json.dumps(answer_of(seen, root=here)))
"""


def examined(folder: Path, tests: str, *, seconds: float = float("inf")) -> dict[str, object]:
    """What the runner says of the planted rule with these tests."""
    (folder / "pytest.ini").write_text("[pytest]\npythonpath = .\nmarkers =\n  browser:\n  slow:\n", "utf-8")
    (folder / "planted_rule.py").write_text(RULE, "utf-8")
    (folder / "test_planted.py").write_text(tests, "utf-8")
    ended = subprocess.run(
        [sys.executable, "-c", EXAMINE, str(folder), str(seconds)], cwd=ROOT, capture_output=True, text=True
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    answer: dict[str, object] = json.loads((folder / "answer.json").read_text("utf-8"))
    assert not answer.pop("broken")
    return answer


def planted(tmp_path: Path, source: str) -> list[Mutant]:
    file = tmp_path / "planted.py"
    file.write_text(source, "utf-8")
    return mutants_of(file)


@pytest.mark.slow
def test_a_weak_test_lets_a_mutant_live(tmp_path: Path) -> None:
    answer = examined(tmp_path, WEAK)
    assert answer == {
        "made": 2,
        "killed": 0,
        "undecided": 0,
        "alive": [
            {"file": "planted_rule.py", "line": 4, "diff": "- SMALLEST = 3\n+ SMALLEST = 4"},
            {
                "file": "planted_rule.py",
                "line": 8,
                "diff": "- return words > SMALLEST\n+ return (words >= SMALLEST)",
            },
        ],
    }


@pytest.mark.slow
def test_a_good_test_kills_every_mutant(tmp_path: Path) -> None:
    assert examined(tmp_path, GOOD) == {"made": 2, "killed": 2, "alive": [], "undecided": 0}


@pytest.mark.slow
def test_nothing_is_said_of_mutants_for_which_the_time_does_not_suffice(tmp_path: Path) -> None:
    answer = examined(tmp_path, WEAK, seconds=0)
    assert answer == {"made": 0, "killed": 0, "alive": [], "undecided": 2}


def turn_of(*, made: int, alive: int, broken: tuple[str, ...] = ()) -> dict[str, dict[str, Any]]:
    """What one room's turn may say."""
    lives = [
        {"file": "src/waymark/kit/clock.py", "line": n, "diff": f"- {n}\n+ {n + 1}"} for n in range(alive)
    ]
    return {"kit": {"made": made, "killed": made - alive, "alive": lives, "undecided": 0, "broken": broken}}


@pytest.mark.parametrize(
    ("made", "alive", "refused"),
    [(30, 0, False), (30, 1, False), (30, 2, True), (19, 9, False), (20, 1, False)],
)
def test_a_turn_refuses_more_than_one_in_twenty_alive(made: int, alive: int, refused: bool) -> None:
    assert is_refused(turn_of(made=made, alive=alive), turn=True) is refused


def test_a_turn_shows_where_the_one_survivor_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = turn_of(made=30, alive=1)["kit"] | {"seconds": 9}
    monkeypatch.setattr("tests.mutants.__main__._examine", lambda *_: answer)
    assert main(["kit", "--turn"]) == SURVIVORS_SHOWN
    assert "src/waymark/kit/clock.py:0\n- 0\n+ 1\n" in capsys.readouterr().out
    assert main(["kit"]) == 1


def test_every_unexplained_survivor_is_refused_outside_a_turn() -> None:
    assert is_refused(turn_of(made=30, alive=1), turn=False)
    assert not is_refused(turn_of(made=30, alive=0), turn=False)


def test_a_room_that_cannot_be_examined_is_refused_in_a_turn_too() -> None:
    assert is_refused(turn_of(made=0, alive=0, broken=("a test fails by itself",)), turn=True)


@pytest.mark.parametrize(
    ("line", "becomes"),
    [
        ("rows.filter(cohort=cohort, item=item)", "rows.filter(item=item)"),
        ("rows.filter(cohort=cohort)", "rows.filter()"),
        ("rows.get(cohort=cohort, pk=pk)", "rows.get(pk=pk)"),
        ("rows.exclude(at=at, by=by)", "rows"),
        ("one < two", "(one <= two)"),
        ("one and two", "((one) or (two))"),
        ("not one", "(one)"),
        ("[one for one in rows if one]", "[one for one in rows if True]"),
        ("min(rows)", "max(rows)"),
        ("f(8)", "f(9)"),
        ("f(True)", "f(False)"),
        ("one - two", "((one) + (two))"),
    ],
)
def test_an_expression_is_changed(line: str, becomes: str, tmp_path: Path) -> None:
    mutants = planted(
        tmp_path, f"def f(rows, one, two, cohort, item, pk, at, by):\n    x = {line}\n    return x\n"
    )
    assert f"x = {becomes}" in [mutant.after for mutant in mutants]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("raise Refusal()", "refusal"),
        ("ledger.record('sit.opened', at=at)", "audit"),
        ("audit_log.record('sit.opened', at=at)", "audit"),
        ("credit(minutes=minutes)", "call"),
    ],
)
def test_a_statement_is_left_out(line: str, kind: str, tmp_path: Path) -> None:
    mutants = planted(tmp_path, f"def f():\n    {line}\n")
    assert [(mutant.kind, mutant.after) for mutant in mutants] == [(kind, "pass")]


def test_a_lock_is_not_left_out(tmp_path: Path) -> None:
    assert not planted(tmp_path, "def f(row):\n    lock_row(row)\n    locks.lock_row(row)\n")


@pytest.mark.parametrize(
    ("returns", "becomes"),
    [("tuple[int, ...]", "()"), ("list[int]", "[]"), ("int | None", "None"), ("bool", "(not decide())")],
)
def test_a_decision_is_not_made(returns: str, becomes: str, tmp_path: Path) -> None:
    mutants = planted(tmp_path, f"def f() -> {returns}:\n    return decide()\n")
    assert [mutant.after for mutant in mutants] == [f"return {becomes}"]


def test_a_view_loses_each_of_its_roles(tmp_path: Path) -> None:
    file = tmp_path / "views.py"
    file.write_text("@open_to(Role.LEAD, Role.COACH)\ndef page(request):\n    return 1 + 1\n", "utf-8")
    mutants = mutants_of(file, permissions_only=True)
    assert [mutant.after for mutant in mutants] == ["@open_to(Role.COACH)", "@open_to(Role.LEAD)"]


def test_a_sample_is_the_same_each_time_and_has_every_kind(tmp_path: Path) -> None:
    mutants = planted(
        tmp_path, "def f(one):\n" + "".join(f"    if one == {n}: raise X({n})\n" for n in range(9))
    )
    drawn = sample(mutants, limit=6)
    assert drawn == sample(reversed(mutants), limit=6)
    assert {mutant.kind for mutant in drawn} == {"comparison", "refusal", "constant"}


@pytest.mark.parametrize("room", places.rooms())
def test_every_room_has_files_to_change_and_tests(room: str) -> None:
    folder = places.rooms()[room]
    assert places.deciding_files(folder)
    assert all(path.exists() for path in places.tests_of(room))


def test_tests_that_stand_elsewhere_are_where_the_list_says() -> None:
    assert not [
        path for paths in places.TESTS_ELSEWHERE.values() for path in paths if not (ROOT / path).exists()
    ]


def stale(entries: list[Explained]) -> list[Explained]:
    """Explanations of a change that is not made."""
    made = {
        (file, mutant.diff)
        for file in {entry.file for entry in entries}
        if (ROOT / file).exists()
        for mutant in mutants_of(ROOT / file)
    }
    return [entry for entry in entries if (entry.file, entry.diff) not in made]


def test_every_explanation_fits_a_mutant() -> None:
    assert not stale(read_explained())


def test_every_explanation_says_why() -> None:
    assert not [entry for entry in read_explained() if len(entry.reason) < 20]


SWAP = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
import planted, visitor
from tests.mutants.making import mutants_of
from tests.mutants.swapping import lines_of_readers, put_in
[mutant] = [m for m in mutants_of(Path(sys.argv[1], "planted.py")) if m.line == 1]
print(sorted((Path(file).stem, line) for file, line in lines_of_readers(mutant)))
put_in(mutant)
print(planted.FEW, planted.MANY, visitor.FEW, visitor.many())
"""


def test_a_constant_is_changed_where_it_is_used_and_in_what_is_made_of_it(tmp_path: Path) -> None:
    (tmp_path / "planted.py").write_text("FEW = 2\nMANY = FEW * 10\n", "utf-8")
    visitor = "from planted import FEW\nimport planted\ndef many():\n    return planted.MANY\n"
    (tmp_path / "visitor.py").write_text(visitor, "utf-8")
    command = [sys.executable, "-c", SWAP, str(tmp_path)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    readers, values = ended.stdout.splitlines()
    assert readers == "[('visitor', 3), ('visitor', 4)]"
    assert values == "3 30 3 30"


def test_an_explanation_of_what_is_not_made_is_found() -> None:
    gone = Explained(
        file="src/waymark/kit/clock.py", line="a < b", becomes="(a <= b)", reason="it was so once"
    )
    assert stale([gone]) == [gone]


def test_a_room_that_is_not_there_is_answered_with_the_rooms(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["attic"]) == 2
    error = capsys.readouterr().err
    assert error.startswith("There is no room attic. The rooms are ")
    assert "reflect" in error


@pytest.mark.parametrize("options", [["attic"], ["--mutants", "attic"]])
def test_the_command_names_the_rooms(options: list[str]) -> None:
    command = [sys.executable, str(ROOT / "bin/_test.py"), *options]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert ended.stderr.startswith("There is no room attic. The rooms are ")
    assert ended.stderr.count("\n") == 1


def test_the_room_in_turn_is_the_same_at_the_same_commit() -> None:
    rooms = list(places.rooms())
    assert room_in_turn(rooms) == room_in_turn(rooms)


LOOP = """
from tests.mutants import forks

def loop():
    while True:
        pass

jobs = [forks.Job(0, loop, cpu_seconds=1), forks.Job(1, lambda: 0, cpu_seconds=1)]
print(sorted((job.name, job.code < 0) for job in forks.run(iter(jobs), at_once=1)))
"""


@pytest.mark.slow
def test_a_fork_in_a_loop_is_ended_and_the_next_one_runs() -> None:
    ended = subprocess.run([sys.executable, "-c", LOOP], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ended.stdout == "[(0, True), (1, False)]\n"


LATE = """
import time
from tests.mutants import forks

jobs = [forks.Job(0, lambda: 0, cpu_seconds=60), forks.Job(1, lambda: time.sleep(600) or 0, cpu_seconds=60)]
print([job.name for job in forks.run(iter(jobs), at_once=2, until=time.monotonic() + 2)])
"""


@pytest.mark.slow
def test_of_a_fork_that_still_runs_when_the_time_is_over_nothing_is_said() -> None:
    ended = subprocess.run([sys.executable, "-c", LATE], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ended.stdout == "[0]\n"
