"""`work`: the background worker. Ctrl-C ends it."""

from argparse import ArgumentParser, Namespace

from waymark.cli.starting import start_django


def add_arguments(parser: ArgumentParser) -> None:
    """It takes none."""


def run(arguments: Namespace) -> int:
    start_django()
    from django import setup

    from waymark.serving import safety, worker

    setup()
    safety.refuse_unsafe_database()
    return worker.run()
