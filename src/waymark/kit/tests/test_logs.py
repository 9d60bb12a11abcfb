"""A database that is away writes one line a minute, whichever process notices; every other error is logged whole."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

import pytest
from django.db import InterfaceError, OperationalError

from waymark.kit.logs import AWAY, OncePerMinute


def record_of(problem: Exception) -> logging.LogRecord:
    try:
        raise problem
    except type(problem):
        return logging.LogRecord(
            "a", logging.ERROR, "a.py", 1, "Internal Server Error: /", (), sys.exc_info()
        )


@pytest.mark.parametrize("kind", [OperationalError, InterfaceError])
def test_one_line_a_minute_without_a_traceback(tmp_path: Path, kind: type[Exception]) -> None:
    now = [6_000.0]
    processes = [OncePerMinute(tmp_path / "logged", clock=lambda: now[0]) for _ in range(2)]
    lines = []
    for second in range(180):
        now[0] = 6_000.0 + second
        for process in processes:
            record = record_of(kind("could not\nconnect"))
            if process.filter(record):
                lines.append(logging.Formatter("%(message)s").format(record))
    assert lines == [AWAY % "could not connect"] * 3
    assert len(list((tmp_path / "logged").iterdir())) == 1


def test_every_other_error_is_logged_whole(tmp_path: Path) -> None:
    records = [record_of(ValueError("a")) for _ in range(5)]
    assert all(OncePerMinute(tmp_path).filter(record) for record in records)
    assert "ValueError" in logging.Formatter().format(records[0])


def test_a_folder_that_cannot_be_written_hides_nothing(tmp_path: Path) -> None:
    (tmp_path / "logged").touch()
    assert OncePerMinute(tmp_path / "logged" / "a").filter(record_of(OperationalError("a")))
