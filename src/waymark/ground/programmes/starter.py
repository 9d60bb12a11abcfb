"""Begins a pack of one's own.

`new_pack(name: str, folder: Path) -> Path` writes the folder `folder/name` and returns it. The name becomes
the programme's id: small letters, digits and hyphens. The pack is invented, brings a small framework of its
own in `frameworks/<name>/`, and passes the checker. `CannotStart` (a sentence) is raised when the name
cannot be an id, when the folder exists already, or when it cannot be written. `starter_files(name)` gives
the same files as a mapping, as `loader.load_source` takes it.
"""

from __future__ import annotations

import re
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

_PLACEHOLDER = "my-programme"
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,59}\Z")


class CannotStart(Exception):
    """The pack was not written; the message says why."""


def new_pack(name: str, folder: Path) -> Path:
    """Writes a pack that passes the checker and returns its folder."""
    if not _NAME.match(name):
        raise CannotStart(f"{name!r} cannot be a pack's name; use small letters, digits and hyphens.")
    home = folder / name
    try:
        home.mkdir(parents=True)
        for relative, text in starter_files(name).items():
            path = home / relative
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
    except FileExistsError as wrong:
        raise CannotStart(f"{home} is there already; choose another name.") from wrong
    except (OSError, ValueError) as wrong:
        raise CannotStart(f"{home} cannot be written.") from wrong
    return home


def starter_files(name: str) -> dict[str, str]:
    """Relative file names to texts."""
    found = _texts(files("waymark.ground.programmes") / "starter_pack", "")
    framework = found.pop("framework.yaml")
    found[f"frameworks/{_PLACEHOLDER}/framework.yaml"] = framework
    return {
        file.replace(_PLACEHOLDER, name): re.sub(rf"\b{_PLACEHOLDER}\b", name, text)
        for file, text in sorted(found.items())
    }


def _texts(folder: Traversable, before: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in folder.iterdir():
        if entry.is_dir():
            found.update(_texts(entry, f"{before}{entry.name}/"))
        else:
            found[before + entry.name] = entry.read_text(encoding="utf-8")
    return found
