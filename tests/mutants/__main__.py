"""Changes the code on purpose, one thing at a time, and sees whether a test notices.

bin/test --mutants                     every room, some mutants of each
bin/test --mutants reflect             one room
bin/test --mutants --turn              the room whose turn it is at this commit
bin/test --mutants --format json       {"made": N, "killed": N, "alive": [{"file", "line", "diff"}]}
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.mutants import places
from tests.mutants.explained import read_explained

A_TURN = 30
"""Mutants of one room: what two processes examine in well under three minutes."""
TURN_SECONDS = 150
"""In a turn no further mutant is begun after this time, so that CI has its answer within three minutes."""
MOST_ALIVE = 0.05
SURVIVORS_SHOWN = 3
"""The exit code of a turn that has something to show, and refuses nothing."""
ENOUGH = 20
"""A turn that examined fewer, on a slow machine, says what it saw and refuses nothing."""


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="bin/test --mutants", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("room", nargs="*", help="short names of rooms; all rooms when none is given")
    parser.add_argument("--turn", action="store_true", help="one room, which the commit decides")
    parser.add_argument(
        "--limit", type=int, default=A_TURN, help=f"mutants of each room, 0 for all ({A_TURN})"
    )
    parser.add_argument("--format", choices=("text", "json"), default="text")
    options = parser.parse_args(arguments)
    known = places.rooms()
    if unknown := [room for room in options.room if room not in known]:
        sys.stderr.write(f"There is no room {unknown[0]}. The rooms are {', '.join(known)}.\n")
        return 2
    rooms = options.room or ([room_in_turn(list(known))] if options.turn else list(known))
    seconds = TURN_SECONDS if options.turn else float("inf")
    answers = {room: _examine(room, options.limit, seconds) for room in rooms}
    if options.format == "json":
        sys.stdout.write(json.dumps(_together(answers), indent=2) + "\n")
    else:
        sys.stdout.write("\n".join(_lines(answers)) + "\n")
    for room, answer in answers.items():
        for broken in answer["broken"]:
            sys.stderr.write(f"{room} could not be examined: {broken}\n")
    if is_refused(answers, turn=options.turn):
        return 1
    return SURVIVORS_SHOWN if _unexplained(answers) else 0


def room_in_turn(rooms: list[str]) -> str:
    """Another room at each commit; the same one at the same commit, in a shallow clone too."""
    command = ["git", "rev-parse", "HEAD"]
    revision = subprocess.run(command, cwd=places.ROOT, capture_output=True, text=True, check=True).stdout
    return rooms[int(revision[:12], 16) % len(rooms)]


def _examine(room: str, limit: int, seconds: float) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder, "answer.json")
        command = [sys.executable, "-m", "tests.mutants.room", room, str(limit), str(seconds), str(answer)]
        ended = subprocess.run(command, cwd=places.ROOT, capture_output=True, text=True, check=False)
        if not answer.exists():
            output = (ended.stdout[-2000:] + ended.stderr[-4000:]).strip()
            return {"made": 0, "killed": 0, "alive": [], "undecided": 0, "broken": [output], "seconds": 0}
        report: dict[str, Any] = json.loads(answer.read_text("utf-8"))
    return report


def _together(answers: dict[str, dict[str, Any]]) -> dict[str, Any]:
    return {
        "made": sum(answer["made"] for answer in answers.values()),
        "killed": sum(answer["killed"] for answer in answers.values()),
        "alive": [alive for answer in answers.values() for alive in answer["alive"]],
    }


def _unexplained(answers: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    known = {(entry.file, entry.diff) for entry in read_explained()}
    return [alive for alive in _together(answers)["alive"] if (alive["file"], alive["diff"]) not in known]


def is_refused(answers: dict[str, dict[str, Any]], *, turn: bool) -> bool:
    """Over all rooms at most one in twenty may live, and each is explained.

    A turn judges some thirty mutants of one room, drawn anew by whoever changed the room. One that lived unseen until
    now is shown, and does not stop a change that may have nothing to do with it; more than one in twenty do.
    """
    if any(answer["broken"] for answer in answers.values()):
        return True
    total, unexplained = _together(answers), len(_unexplained(answers))
    if turn:
        return total["made"] >= ENOUGH and unexplained > MOST_ALIVE * total["made"]
    return unexplained > 0 or len(total["alive"]) > MOST_ALIVE * total["made"]


def _lines(answers: dict[str, dict[str, Any]]) -> Iterator[str]:
    """The answer as a table, and every change that lives without an explanation."""
    unexplained = _unexplained(answers)
    yield f"{'room':<12}{'made':>6}{'killed':>8}{'alive':>7}{'seconds':>9}"
    for room, answer in answers.items():
        alive = len(answer["alive"])
        yield f"{room:<12}{answer['made']:>6}{answer['killed']:>8}{alive:>7}{answer['seconds']:>9}"
    total = _together(answers)
    yield f"{'all':<12}{total['made']:>6}{total['killed']:>8}{len(total['alive']):>7}"
    if undecided := sum(answer["undecided"] for answer in answers.values()):
        yield f"The time did not suffice for {undecided} more, of which nothing is said."
    for mutant in unexplained:
        yield f"\n{mutant['file']}:{mutant['line']}\n{mutant['diff']}"
    if unexplained:
        yield "\nWrite the test that would have noticed, or say in tests/mutants/explained.toml why none can."


if __name__ == "__main__":
    sys.exit(main())
