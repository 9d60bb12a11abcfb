"""`new-pack`: a new folder with a small pack in it that passes the check."""

import os
from argparse import ArgumentParser, Namespace
from pathlib import Path

from waymark.cli.arguments import ANSWERED, ROOT, NotUnderstood
from waymark.ground.programmes import packs


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "name", metavar="NAME", help="our-npqh (made in packs/), or a path such as ../ours/our-npqh"
    )


def run(arguments: Namespace) -> int:
    """Prints the folder that was made. A name alone goes beside the other packs; a path says where."""
    path = Path(arguments.name)
    parent = ROOT / "packs" if path.name == arguments.name else path.parent
    try:
        folder = packs.new_pack(path.name, parent)
    except packs.CannotStart as problem:
        raise NotUnderstood(str(problem)) from problem
    print(os.path.relpath(folder))
    return ANSWERED
