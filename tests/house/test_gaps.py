"""A browser engine that a machine lacks is named, with the command that installs it; it never passes unseen."""

from __future__ import annotations

import importlib.util
import os
import sys
from functools import cache
from types import ModuleType
from typing import Any

import pytest

from tests.engines import programs
from tests.house.walls import ROOT


@pytest.fixture
def runner(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location("runner_of_tests", ROOT / "bin/_test.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setattr("sys.path", list(sys.path))
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def ran(runner: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    steps: list[tuple[str, ...]] = []
    monkeypatch.setattr(os, "environ", dict(os.environ))
    monkeypatch.setattr(runner.Run, "tests", lambda _, *given: steps.append(given))
    return steps


def machine_has(monkeypatch: pytest.MonkeyPatch, *, firefox: bool, webkit: bool) -> None:
    monkeypatch.setattr(programs, "find_firefox", lambda: "/usr/bin/firefox-esr" if firefox else None)
    monkeypatch.setattr(programs, "has_webkit", cache(lambda: webkit))


def test_both_engines_run_where_both_are(runner: Any, ran: Any, monkeypatch: Any) -> None:
    machine_has(monkeypatch, firefox=True, webkit=True)
    run = runner.Run()
    runner.test_engines(run)
    assert [name for name, *_ in ran] == ["stories in Firefox and WebKit"]
    assert run.left_out == []


def test_an_engine_that_is_missing_is_named_with_its_command(
    runner: Any, ran: Any, monkeypatch: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    machine_has(monkeypatch, firefox=True, webkit=False)
    run = runner.Run()
    runner.test_engines(run)
    assert [name for name, *_ in ran] == ["stories in Firefox"]
    assert run.close() == (1 if runner.IN_CI else 0)
    printed = capsys.readouterr().out
    assert (
        "Not run: stories in WebKit: not on this machine. Debian, Ubuntu: apt install webkit2gtk" in printed
    )


def test_without_either_nothing_runs_and_both_are_named(runner: Any, ran: Any, monkeypatch: Any) -> None:
    machine_has(monkeypatch, firefox=False, webkit=False)
    run = runner.Run()
    runner.test_engines(run)
    assert ran == []
    assert len(run.left_out) == 2


def test_in_ci_what_is_missing_is_installed(runner: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    commands: list[list[str]] = []
    machine_has(monkeypatch, firefox=False, webkit=False)
    monkeypatch.setattr(runner.chromium, "find_chromium", lambda: "/usr/bin/chromium")
    monkeypatch.setattr(runner.postgres, "programs", lambda: "/usr/lib/postgresql")
    monkeypatch.setattr(runner.subprocess, "run", lambda command, **_: commands.append(command))
    runner.close_gaps()
    assert {"firefox-esr", "webkit2gtk-driver", "gir1.2-webkit2-4.1", "xvfb"} <= set(commands[-1])
