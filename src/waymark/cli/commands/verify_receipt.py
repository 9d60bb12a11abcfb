"""`verify-receipt`: whether a receipt is valid, with two files and nothing else.

No database, no settings, no network. Which keys to trust is the caller's: the list of a site's page of keys, fetched
beforehand and kept.

| Exit code | Means                                                                     |
|-----------|---------------------------------------------------------------------------|
| 0         | valid; with `--text`, the text is the one that was signed                 |
| 1         | not valid, or another text                                                |
| 2         | not a receipt, not a list of keys, or a file that cannot be read          |
"""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from waymark.cli.arguments import ANSWERED, ERRORS_FOUND, NotUnderstood, read_text
from waymark.journey.sit.rules import (
    REASONS,
    InvalidKeyList,
    NotAReceipt,
    ReceiptFacts,
    SignedPayload,
    check_receipt,
    first_differing_line,
    format_instant,
    read_key_list,
    read_receipt_file,
)

MOST_BYTES = 16 * 1024 * 1024
HOW = {"submitted": "submitted", "collected": "collected at the close"}


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="the file receipt.json")
    parser.add_argument(
        "--keys", metavar="FILE", required=True, help="a list of keys in the format of /sit/keys.json"
    )
    parser.add_argument(
        "--text", metavar="FILE", help="answers.txt, to check that it is the text that was signed"
    )


def run(arguments: Namespace) -> int:
    """Prints one sentence: valid, with its time, word count and how; or why it is not valid."""
    try:
        signed = read_receipt_file(_bytes_of(arguments.file))
        check = check_receipt(signed, keys=read_key_list(_bytes_of(arguments.keys)))
    except NotAReceipt as problem:
        raise NotUnderstood(str(problem)) from problem
    except InvalidKeyList as problem:
        raise NotUnderstood(f"{arguments.keys} is not a list of keys. {problem}") from problem
    if check.facts is None:
        print(f"Not valid: {REASONS[check.reason]}" if check.reason else "Not valid.")
        return ERRORS_FOUND
    return _valid(check.facts, signed, text=arguments.text)


def _valid(facts: ReceiptFacts, signed: SignedPayload, *, text: str | None) -> int:
    line = first_differing_line(read_text(text), signed=signed) if text else None
    if line:
        print(f"The text isn’t the one that was signed: line {line} differs. The receipt itself is valid.")
        return ERRORS_FOUND
    words = "word" if facts.words == 1 else "words"
    same = ", and the text is the one that was signed" if text else ""
    print(f"Valid: {facts.words} {words} {HOW[facts.how]} at {format_instant(facts.at)}{same}{_but(facts)}.")
    return ANSWERED


def _but(facts: ReceiptFacts) -> str:
    practice = "; a practice sitting" if facts.practice else ""
    return f"{practice}; a demonstration, so not proof of anything" if facts.demonstration else practice


def _bytes_of(file: str) -> bytes:
    try:
        with Path(file).open("rb") as opened:
            data = opened.read(MOST_BYTES + 1)
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or problem
        raise NotUnderstood(f"{file} cannot be read: {reason}.") from problem
    if len(data) > MOST_BYTES:
        raise NotUnderstood(f"{file} is larger than 16 MB. No receipt is that large.")
    return data
