"""The benchmarks can be started. What they measure never decides a test."""

import importlib
import subprocess
import sys

import pytest

from tests.house.walls import ROOT

GENERATOR = ["benchmarks.generator", "benchmarks.load", "benchmarks.rows"]
SELF = [
    "benchmarks.__main__",
    "benchmarks.close.run",
    "benchmarks.close.send",
    "benchmarks.doors.people",
    "benchmarks.doors.run",
    "benchmarks.doors.visits",
    "benchmarks.faults.check",
    "benchmarks.faults.clients",
    "benchmarks.faults.run",
    "benchmarks.limits",
    "benchmarks.measure",
    "benchmarks.servers",
    "benchmarks.table",
]


@pytest.mark.parametrize(
    "name", [*GENERATOR, *SELF, "benchmarks.marking", "benchmarks.world", "benchmarks.writing"]
)
def test_a_file_of_the_benchmarks_can_be_imported(name: str) -> None:
    assert importlib.import_module(name)


def test_the_benchmarks_say_how_they_are_started() -> None:
    command = [sys.executable, "-m", "benchmarks", "--help"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    assert "--participants" in done.stdout


def test_the_generator_is_of_the_standard_library_alone() -> None:
    """It stands beside what it measures, and must not be paid for with Django's start or memory."""
    program = "import sys, benchmarks.generator; sys.exit(any(name in sys.modules for name in ('django', 'psycopg')))"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False, timeout=60)
    assert done.returncode == 0


@pytest.mark.django_db
def test_the_data_of_the_benchmarks_can_be_built() -> None:
    from benchmarks.world import build

    tickets = build(8)
    assert all(
        tickets[name]
        for name in (
            "answers",
            "homes",
            "writing",
            "sittings",
            "openers",
            "marks",
            "lists",
            "registers",
            "csv",
        )
    )
