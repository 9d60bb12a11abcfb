"""`bin/waymark texts`: prints every sentence a person can see, for an editor."""

from __future__ import annotations

import csv
import sys
from argparse import Namespace
from collections.abc import Iterable

from waymark.cli.answers import ANSWERED, NotUnderstood
from waymark.cli.run import ROOT, start_django
from waymark.cli.texts.values import Text


def texts(arguments: Namespace) -> int:
    start_django()
    from django import setup

    setup()
    from waymark.cli.texts.catalogue import list_texts

    found = list(list_texts(ROOT, room=arguments.room or ""))
    if not found:
        raise NotUnderstood(f"There are no texts in a room called {arguments.room!r}. Try: bin/waymark texts")
    if arguments.format == "csv":
        print_csv(found)
    else:
        print_lines(found)
    return ANSWERED


def print_csv(found: Iterable[Text]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["room", "place", "audience", "text"])
    writer.writerows([text.room, text.place, text.audience, text.text] for text in found)


def print_lines(found: Iterable[Text]) -> None:
    """By file, so that it can be read through."""
    file = ""
    for text in found:
        place, _, line = text.place.rpartition(":")
        if place != file:
            print(f"\n{place}  ({text.audience})")
            file = place
        print(f"{line:>5}  {text.text}")
