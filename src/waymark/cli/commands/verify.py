"""`verify`: whether what must not change is as the application wrote it.

| Exit code | Means                                              |
|-----------|----------------------------------------------------|
| 0         | every sealed row matches its seal                  |
| 1         | a row was changed, added or removed; it is named   |
| 2         | the database cannot be reached or lacks migrations |
"""

import json
from argparse import ArgumentParser, Namespace

from waymark.cli.arguments import ANSWERED, ERRORS_FOUND, add_format, say
from waymark.cli.starting import open_database


def add_arguments(parser: ArgumentParser) -> None:
    add_format(parser)


def run(arguments: Namespace) -> int:
    open_database()
    from django.db import connection

    from waymark.ground.ledger.queries import verify
    from waymark.kit.formatting import counted
    from waymark.kit.guards.installing import list_missing

    missing = list_missing(connection)
    if missing:
        say(f"Not fully protected: {', '.join(missing)}. Run: bin/waymark migrate")
    verification = verify()
    if arguments.format == "json":
        print(json.dumps(verification.as_dict()))
    else:
        rows = counted(verification.rows, "row", "rows")
        print(
            f"{rows}: {verification.sealed:,} sealed, {verification.waiting:,} to be sealed, "
            f"{verification.erased:,} erased."
        )
        if verification.first_bad:
            table, row_id = verification.first_bad
            print(f"Doesn’t match its seal: {table} {row_id}. There may be more.")
        else:
            print("Every sealed row matches its seal.")
    return ERRORS_FOUND if verification.first_bad else ANSWERED
