"""`texts`: prints every sentence that people can see, with its place, for an editor."""

from __future__ import annotations

import csv
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable

from waymark.cli.arguments import ANSWERED, ROOT, NotUnderstood, add_format
from waymark.cli.starting import start_django
from waymark.cli.texts.values import Text


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--room", metavar="ROOM", help="one room, such as sit, or one pack, such as llse-npqel"
    )
    add_format(parser, "csv")


def run(arguments: Namespace) -> int:
    start_django()
    from django import setup

    setup()
    from waymark.cli.texts.catalogue import list_texts

    texts = list(list_texts(ROOT, room=arguments.room or ""))
    if not texts:
        raise NotUnderstood(f"There is no room or pack called {arguments.room!r}. Try: bin/waymark texts")
    if arguments.format == "csv":
        print_csv(texts)
    else:
        print_lines(texts)
    return ANSWERED


def print_csv(texts: Iterable[Text]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["room", "place", "audience", "text"])
    writer.writerows([text.room, text.place, text.audience, text.text] for text in texts)


def print_lines(texts: Iterable[Text]) -> None:
    """By file, so that it can be read through."""
    file = ""
    for text in texts:
        place, _, line = text.place.rpartition(":")
        if place != file:
            print(f"\n{place}  ({text.audience})")
            file = place
        print(f"{line:>5}  {text.text}")
