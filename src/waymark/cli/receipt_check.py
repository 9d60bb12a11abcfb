"""The command `verify-receipt`: whether a receipt is valid, with two files and nothing else.

No database, no settings, no network. Which keys to trust is the caller's: the list of a site's page of keys, fetched
beforehand and kept.

| Exit code | Means                                                                     |
|-----------|---------------------------------------------------------------------------|
| 0         | valid; with `--text`, the text is the one that was signed                 |
| 1         | not valid, or another text                                                |
| 2         | not a receipt, not a list of keys, or a file that cannot be read          |
"""

from argparse import Namespace
from pathlib import Path

from waymark.cli.answers import ANSWERED, ERRORS_FOUND, NotUnderstood, text_of
from waymark.journey.sit.receipts.receipt_bytes import NotAReceipt, Told, instant
from waymark.journey.sit.receipts.receipt_file import SAYS, Signed, check, first_other_line, read_receipt
from waymark.journey.sit.receipts.receipt_keys import NotKeys, read_keys

MOST_BYTES = 16 * 1024 * 1024
HOW = {"submitted": "submitted", "collected": "collected at the close"}


def verify(said: Namespace) -> int:
    """Says one sentence: that it holds, with its instant, count and how; or why it does not."""
    try:
        signed = read_receipt(_bytes_of(said.file))
        verdict = check(signed, keys=read_keys(_bytes_of(said.keys)))
    except NotAReceipt as problem:
        raise NotUnderstood(str(problem)) from problem
    except NotKeys as problem:
        raise NotUnderstood(f"{said.keys} is not a list of keys. {problem}") from problem
    if verdict.told is None:
        print(f"Not valid: {SAYS[verdict.why_not]}" if verdict.why_not else "Not valid.")
        return ERRORS_FOUND
    return _valid(verdict.told, signed, text=said.text)


def _valid(told: Told, signed: Signed, *, text: str | None) -> int:
    place = first_other_line(text_of(text), signed=signed) if text else None
    if place:
        print(f"Not the text that was signed: it differs in line {place}; the receipt itself is valid.")
        return ERRORS_FOUND
    words = "word" if told.words == 1 else "words"
    same = ", and the text is the one that was signed" if text else ""
    print(f"Valid: {told.words} {words} {HOW[told.how]} at {instant(told.at)}{same}{_but(told)}.")
    return ANSWERED


def _but(told: Told) -> str:
    practice = "; a practice sitting" if told.practice else ""
    return f"{practice}; a demonstration, which proves nothing" if told.demonstration else practice


def _bytes_of(file: str) -> bytes:
    try:
        with Path(file).open("rb") as opened:
            held = opened.read(MOST_BYTES + 1)
    except (OSError, ValueError) as problem:
        why = getattr(problem, "strerror", None) or problem
        raise NotUnderstood(f"{file} cannot be read: {why}.") from problem
    if len(held) > MOST_BYTES:
        raise NotUnderstood(f"{file} is larger than 16 MB; no receipt is.")
    return held
