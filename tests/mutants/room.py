"""Examines one room in a process of its own.

`python -m tests.mutants.room ROOM LIMIT SECONDS FILE` leaves the answer in FILE.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tests.mutants import places
from tests.mutants.examining import Examination
from tests.mutants.making import Mutant, mutants_of, sample

QUIET = ["-q", "--tb=no", "--show-capture=no", "--no-header", "--no-summary", "-p", "no:playwright"]


def mutants_of_room(room: str) -> list[Mutant]:
    folder = places.rooms()[room]
    decided = [mutant for path in places.deciding_files(folder) for mutant in mutants_of(path)]
    guarded = [
        mutant for path in places.view_files(folder) for mutant in mutants_of(path, permissions_only=True)
    ]
    return [*decided, *guarded]


def examine(
    mutants: Sequence[Mutant],
    tests: Sequence[Path],
    *,
    options: Sequence[str] = (),
    seconds: float = float("inf"),
) -> Examination:
    """Examines mutants with the tests in these files and folders. The first of them are the room's own."""
    import pytest

    examination = Examination(list(mutants), own_tests=tests[0], seconds=seconds)
    arguments = [*QUIET, "-m", "not browser and not slow", *options, *map(str, tests)]
    code = pytest.main(arguments, plugins=[examination])
    if code not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
        examination.broken.append(f"pytest ended with {code!r}")
    return examination


def answer_of(examination: Examination, *, root: Path) -> dict[str, object]:
    """What a room's examination says, as data. A room whose tests fail by themselves was not examined."""
    killed, alive = ([], []) if examination.broken else (examination.killed, examination.alive)
    return {
        "made": len(killed) + len(alive),
        "killed": len(killed),
        "alive": [
            {
                "file": mutant.path.relative_to(root).as_posix(),
                "line": mutant.line,
                "diff": mutant.diff,
            }
            for mutant in sorted(alive, key=lambda mutant: (mutant.path, mutant.line, mutant.after))
        ],
        "undecided": examination.undecided,
        "broken": examination.broken,
    }


def main(room: str, limit: int, seconds: float, file: Path) -> int:
    os.environ["WAYMARK_DATABASE"] = "sqlite"
    began = time.monotonic()
    mutants = sample(mutants_of_room(room), limit=limit)
    examination = examine(mutants, places.tests_of(room), seconds=seconds)
    answer = answer_of(examination, root=places.ROOT) | {"seconds": round(time.monotonic() - began)}
    file.write_text(json.dumps(answer), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), Path(sys.argv[4])))
