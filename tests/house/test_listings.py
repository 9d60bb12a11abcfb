"""ARCHITECTURE.md lists folders as they are: `python -m tests.house.test_listings` writes the lists again."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from textwrap import fill

from tests.house.walls import ROOT

DOCUMENT = ROOT / "ARCHITECTURE.md"
LISTING = re.compile(r"^    \$ ls ?(\S*)\n((?:    .+\n)+)", re.MULTILINE)
NOT_LISTED = re.compile(r"^(\.|__init__\.py$)")


def list_folder(folder: str) -> list[str]:
    """What git knows of a folder, as `ls` shows it, without package markers."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", "--", folder or "."]
    files = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout.split("\0")
    depth = len(Path(folder).parts)
    names = {Path(file).parts[depth] for file in files if file and (ROOT / file).exists()}
    return sorted(name for name in names if not NOT_LISTED.match(name))


def listings() -> list[tuple[str, list[str]]]:
    text = DOCUMENT.read_text("utf-8")
    return [(folder, names.split()) for folder, names in LISTING.findall(text)]


def test_the_folders_are_listed_as_they_are() -> None:
    assert [folder for folder, _ in listings()][:3] == ["", "src/waymark", "src/waymark/journey"]
    assert listings() == [(folder, list_folder(folder)) for folder, _ in listings()]


def rewritten() -> str:
    def listing(match: re.Match[str]) -> str:
        names = fill("  ".join(list_folder(match[1])), 110, initial_indent="    ", subsequent_indent="    ")
        return f"    $ ls {match[1]}".rstrip() + f"\n{names}\n"

    return LISTING.sub(listing, DOCUMENT.read_text("utf-8"))


if __name__ == "__main__":
    DOCUMENT.write_text(rewritten(), "utf-8")
