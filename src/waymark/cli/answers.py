"""Answers of the command line that need neither a database nor a pack: a window's instants, a number of words."""

import json
import sys
from argparse import Namespace
from datetime import date, datetime, time
from pathlib import Path

from waymark.kit import clock, words

ANSWERED, ERRORS_FOUND, NOT_UNDERSTOOD = 0, 1, 2
MOST_DIGITS = 12


class NotUnderstood(Exception):
    """The input makes no sense; the message is the sentence for whoever typed it."""


def window(said: Namespace) -> int:
    try:
        span = clock.window_of(
            opens_on=day(said.opens, "--opens"),
            days=whole(said.days, "--days"),
            opens_time=minute(said.opens_time, "--opens-time"),
            closes_time=minute(said.closes, "--closes"),
            zone=said.zone,
        )
    except clock.NoSuchWindow as problem:
        raise NotUnderstood(str(problem)) from problem
    answer = {"opens_at": instant(span.opens_at), "closes_before": instant(span.closes_before)}
    if said.format == "json":
        print(json.dumps(answer))
    else:
        for key, value in answer.items():
            print(f"{key}: {value}")
    return ANSWERED


def count_words(said: Namespace) -> int:
    print(words.count_words(text_of(said.file)))
    return ANSWERED


def text_of(file: str) -> str:
    try:
        held = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except (OSError, ValueError) as problem:
        why = getattr(problem, "strerror", None) or problem
        raise NotUnderstood(f"{file} cannot be read: {why}.") from problem
    try:
        return held.decode("utf-8")
    except UnicodeDecodeError as problem:
        raise NotUnderstood(
            f"{file} is not UTF-8 (byte {problem.start + 1}); save it as UTF-8 and try again."
        ) from problem


def whole(said: str, option: str) -> int:
    """A whole number as people write it, with a minus sign or without."""
    digits = said.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= MOST_DIGITS):
        raise NotUnderstood(f"{option} is {said!r}; write a whole number.")
    return int(said)


def day(said: str, option: str) -> date:
    try:
        return datetime.strptime(said, "%Y-%m-%d").date()  # noqa: DTZ007 - a date has no zone
    except ValueError as problem:
        raise NotUnderstood(f"{option} is {said!r}; write a day such as 2026-10-19.") from problem


def minute(said: str, option: str) -> time:
    try:
        return datetime.strptime(said, "%H:%M").time()  # noqa: DTZ007 - a local time, its zone comes apart
    except ValueError as problem:
        raise NotUnderstood(f"{option} is {said!r}; write a time such as 23:59.") from problem


def instant(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")
