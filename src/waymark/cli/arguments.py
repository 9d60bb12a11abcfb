"""What commands have in common: exit codes, and the reading of what a person typed. Nothing of Django is loaded."""

import sys
from argparse import ArgumentParser
from datetime import date, datetime, time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
ANSWERED, ERRORS_FOUND, NOT_UNDERSTOOD = 0, 1, 2
MOST_DIGITS = 12


class NotUnderstood(Exception):
    """The input was not understood; the message is the sentence for the person who typed it."""


def say(sentence: str) -> None:
    """To stderr, so that the answer itself can be piped on."""
    print(sentence, file=sys.stderr, flush=True)


def add_format(parser: ArgumentParser, *others: str) -> None:
    """`--format text`, or one of the others; json if none is named."""
    choices = ["text", *(others or ["json"])]
    parser.add_argument("--format", choices=choices, default="text", help="the format of the output")


def add_pack(parser: ArgumentParser) -> None:
    parser.add_argument("pack", metavar="PACK", help="the pack’s folder, such as packs/llse-npqel")


def read_text(file: str) -> str:
    """The text of a file in UTF-8, or of stdin for `-`."""
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or problem
        raise NotUnderstood(f"{file} cannot be read: {reason}.") from problem
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as problem:
        raise NotUnderstood(
            f"{file} is not in UTF-8 (see byte {problem.start + 1}). Save it as UTF-8 and try again."
        ) from problem


def whole_number(typed: str, option: str) -> int:
    """A whole number as people write it, with or without a minus sign."""
    digits = typed.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= MOST_DIGITS):
        raise NotUnderstood(f"{option} must be a whole number, not {typed!r}.")
    return int(typed)


def day(typed: str, option: str) -> date:
    try:
        return datetime.strptime(typed, "%Y-%m-%d").date()  # noqa: DTZ007 - a date has no zone
    except ValueError as problem:
        raise NotUnderstood(f"{option} must be a date such as 2026-10-19, not {typed!r}.") from problem


def minute(typed: str, option: str) -> time:
    try:
        return datetime.strptime(typed, "%H:%M").time()  # noqa: DTZ007 - the zone is another option
    except ValueError as problem:
        raise NotUnderstood(f"{option} must be a time such as 23:59, not {typed!r}.") from problem
