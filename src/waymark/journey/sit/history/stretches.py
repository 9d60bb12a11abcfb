"""Thousands of saves as a list that can be read: by day, and one line for each stretch of writing. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Protocol

from waymark.kit.clock import local_day
from waymark.kit.formatting import clock_seconds, clock_time

PAUSE = timedelta(minutes=5)
"""So long without a save, and the next one begins another stretch."""


class SaveResult(Protocol):
    """What is asked of a version."""

    @property
    def rev(self) -> int: ...

    @property
    def at(self) -> datetime: ...


@dataclass(frozen=True)
class Stretch:
    """Versions that followed one another without a pause. `rev` is the last of them, which stands for all."""

    rev: int
    began: str
    """On the wall clock of the window, as `ended`."""
    ended: str
    many: int


@dataclass(frozen=True)
class Day:
    day: date
    stretches: tuple[Stretch, ...]
    many: int


def by_day(versions: Iterable[SaveResult], *, zone: str, pause: timedelta = PAUSE) -> list[Day]:
    """`versions` newest first; so are the days and their stretches. `pause` of nothing is one line for each."""
    days = groupby(versions, key=lambda version: local_day(version.at, zone=zone))
    return [_day(day, list(own), pause, zone) for day, own in days]


def _day(day: date, versions: Sequence[SaveResult], pause: timedelta, zone: str) -> Day:
    runs: list[list[SaveResult]] = []
    for version in versions:
        if runs and runs[-1][-1].at - version.at < pause:
            runs[-1].append(version)
        else:
            runs.append([version])
    return Day(day, tuple(_stretch(run, zone) for run in runs), len(versions))


def _stretch(run: Sequence[SaveResult], zone: str) -> Stretch:
    newest, oldest = run[0], run[-1]
    began, ended = clock_time(oldest.at, zone=zone), clock_seconds(newest.at, zone=zone)
    return Stretch(newest.rev, began, ended, len(run))
