"""`manual`: the pack manual, of which packs/manual.md is a copy."""

from argparse import ArgumentParser, Namespace

from waymark.cli.arguments import ANSWERED
from waymark.ground.programmes import packs


def add_arguments(parser: ArgumentParser) -> None:
    """It takes none."""


def run(arguments: Namespace) -> int:
    print(packs.manual(), end="")
    return ANSWERED
