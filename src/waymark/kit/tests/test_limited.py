"""A child that wants too much is ended, leaves nothing behind, and its parent goes on."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from waymark.kit import limited
from waymark.kit.limited import Limits, NoAnswer, work_in_child

GREEDY = "waymark.kit.tests.greedy"
WISHES = [b"file", b"socket", b"answer", b"fault", b"nothing known"]
WISHES += [b"memory"] if sys.platform == "linux" else []  # elsewhere no system counts address space


def test_a_child_answers_and_has_no_environment() -> None:
    assert work_in_child(GREEDY, b"echo") == b"said"
    assert work_in_child(GREEDY, b"environment") == b"[]"
    assert int(work_in_child(GREEDY, b"claim")) >= min(os.nice(0) + 10, 19)


@pytest.mark.parametrize("wish", WISHES)
def test_what_is_not_allowed_ends_it(wish: bytes) -> None:
    with pytest.raises(NoAnswer, match="ended with"):
        work_in_child(GREEDY, wish, limits=Limits(answer=1000))


def test_a_module_that_is_not_there_is_no_answer() -> None:
    with pytest.raises(NoAnswer):
        work_in_child("waymark.nowhere", b"")


@pytest.mark.slow
def test_time_of_its_own_ends_it() -> None:
    with pytest.raises(NoAnswer, match="ended with -"):
        work_in_child(GREEDY, b"time", limits=Limits(cpu_seconds=1, wall_seconds=600))


def test_time_on_the_wall_ends_it_and_no_process_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    children: list[subprocess.Popen[bytes]] = []
    start = subprocess.Popen

    def started(*arguments, **options):
        children.append(start(*arguments, **options))
        return children[-1]

    monkeypatch.setattr(limited.subprocess, "Popen", started)
    with pytest.raises(NoAnswer, match="time"):
        work_in_child(GREEDY, b"sleep", limits=Limits(wall_seconds=0.3))
    assert children[0].returncode is not None


@pytest.mark.slow
def test_more_than_two_at_once_wait_and_then_are_told() -> None:
    limits = Limits(wall_seconds=2)

    def ask(wish: bytes) -> str:
        try:
            work_in_child(GREEDY, wish, limits=limits)
        except NoAnswer as problem:
            return problem.why
        return ""

    with ThreadPoolExecutor(6) as threads:
        reasons = list(threads.map(ask, [b"sleep"] * 6))
    assert sorted(reasons) == ["busy"] * 4 + ["time"] * 2
    assert ask(b"echo") == ""
