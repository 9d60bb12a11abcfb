"""`read-people`: what Waymark reads in a file of people, before anyone is enrolled from it. Nothing is saved."""

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from waymark.cli.arguments import ANSWERED, NotUnderstood, add_format
from waymark.journey.apply.rules import MOST_BYTES, UnreadableFile, read_people
from waymark.kit.email_addresses import is_email


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "file", metavar="FILE", help="a CSV file with a heading row and a row for each person"
    )
    add_format(parser)


def run(arguments: Namespace) -> int:
    try:
        with Path(arguments.file).open("rb") as file:
            people = read_people(file.read(MOST_BYTES + 1), is_email=is_email)
    except (OSError, ValueError) as problem:
        if isinstance(problem, UnreadableFile):
            raise NotUnderstood(str(problem)) from problem
        reason = getattr(problem, "strerror", None) or problem
        raise NotUnderstood(f"{arguments.file} cannot be read: {reason}.") from problem
    print(
        json.dumps(people, ensure_ascii=False, indent=1) if arguments.format == "json" else _as_text(people)
    )
    return ANSWERED


def _as_text(people: dict[str, Any]) -> str:
    sure = "sure" if people["sure"] else "not sure: check the names"
    lines = [f"Read as {people['encoding']} ({sure}), {len(people['rows'])} rows"]
    for row in people["rows"]:
        lines.append("  ".join(part for part in (row["name"], row["email"], row["trn"]) if part) or "(empty)")
        lines.extend(f"    {doubt}" for doubt in row["doubts"])
    return "\n".join(lines)
