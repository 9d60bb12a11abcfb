"""`load-schools`: the schools of England from a GIAS file, added and brought up to date.

| Exit code | Means                                             |
|-----------|---------------------------------------------------|
| 0         | every row was loaded                              |
| 1         | rows were left out; each is printed with its line |
| 2         | the file is no file of schools; nothing changed   |
"""

import getpass
import os
from argparse import ArgumentParser, Namespace
from pathlib import Path

from waymark.cli.arguments import ANSWERED, ERRORS_FOUND, NotUnderstood, say
from waymark.cli.starting import open_database


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "file", metavar="FILE", help="GIAS’s file of all establishments, such as edubasealldata20260901.csv"
    )


def run(arguments: Namespace) -> int:
    """Prints how the file was read and what it changed."""
    open_database()
    from waymark.ground.schools import actions
    from waymark.web.clock import time_now

    path = Path(arguments.file)
    try:
        with path.open("rb") as file:
            loaded = actions.load_schools(file=file, name=path.name, by=_login(), at=time_now())
    except (OSError, ValueError) as problem:
        raise NotUnderstood(_sentence(problem, arguments.file)) from problem
    row = loaded.file
    print(loaded.read_as)
    if loaded.without:
        print(f"The file has no column {', '.join(loaded.without)}. Schools keep what they had there.")
    for sentence in loaded.problems:
        say(sentence)
    if row.left_out > len(loaded.problems):
        say(f"And {row.left_out - len(loaded.problems):,} more rows were left out.")
    print(
        f"{row.new:,} new, {row.changed:,} changed, {row.closed:,} closed, {row.unchanged:,} unchanged, "
        f"{row.left_out:,} left out. {row.missing:,} that we know are not in this file; they are kept."
    )
    return ERRORS_FOUND if row.left_out else ANSWERED


def _sentence(problem: Exception, file: str) -> str:
    if isinstance(problem, OSError):
        return f"{file} cannot be read: {problem.strerror or problem}."
    return str(problem)


def _login() -> str:
    """Who runs the command, as the computer knows them; empty if it does not."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return os.environ.get("USER", "")
