"""The short form of the faults: killed, doubled, not waited for; and the checker that must find a lie."""

import subprocess
import sys

import pytest

from tests.house.walls import ROOT


@pytest.mark.slow
def test_what_was_acknowledged_stands() -> None:
    command = [sys.executable, "-m", "benchmarks", "faults", "--short"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=1800)
    assert done.returncode == 0, done.stdout + done.stderr[-3000:]
    assert "holds" in done.stdout
