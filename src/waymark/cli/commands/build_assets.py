"""`build-assets`: builds the style sheet and the fonts again."""

import subprocess
import sys
from argparse import ArgumentParser, Namespace

from waymark.cli.arguments import ROOT


def add_arguments(parser: ArgumentParser) -> None:
    """It takes none."""


def run(arguments: Namespace) -> int:
    return subprocess.run([sys.executable, ROOT / "bin/_setup.py", "--assets"], check=False).returncode
