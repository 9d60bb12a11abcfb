"""`privacy-record`: prints the record of processing, or the facts of the impact assessment, from the data model."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from waymark.cli.arguments import ANSWERED
from waymark.cli.starting import start_django


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--format", choices=["md", "csv"], default="md", help="Markdown or a spreadsheet")
    parser.add_argument(
        "--dpia", action="store_true", help="print the facts of the impact assessment instead"
    )


def run(arguments: Namespace) -> int:
    start_django()
    import django

    django.setup()
    from waymark.kit.spreadsheets import csv_of
    from waymark.web.queries import HEADING, dpia, list_processing, record_of_processing

    if arguments.format == "csv":
        data = csv_of(HEADING, (row.cells for row in list_processing()))
        sys.stdout.buffer.write(data)
    else:
        sys.stdout.write(dpia() if arguments.dpia else record_of_processing())
    return ANSWERED
