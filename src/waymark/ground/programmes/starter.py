"""Creates a new pack to start from.

`new_pack(name: str, folder: Path) -> Path` writes the folder `folder/name` and returns it. The name becomes
the programme's id, so it can only contain lower-case letters, digits and hyphens. The pack is invented, has
a small framework of its own in `frameworks/<name>/`, and passes the checker. `CannotStart` (with a sentence)
is raised if the name can't be an id, or if the folder already exists or can't be written.
`starter_files(name)` gives the same files as a mapping for `loader.load_source`.
"""

from __future__ import annotations

import re
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

_PLACEHOLDER = "my-programme"
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,59}\Z")


class CannotStart(Exception):
    """The pack was not written. The message says why."""


def new_pack(name: str, folder: Path) -> Path:
    """Writes a pack that passes the checker and returns its folder."""
    if not _NAME.match(name):
        raise CannotStart(
            f"{name!r} can’t be the name of a pack. Use lower-case letters, digits and hyphens."
        )
    home = folder / name
    try:
        home.mkdir(parents=True)
        for relative, text in starter_files(name).items():
            path = home / relative
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
    except FileExistsError as error:
        raise CannotStart(f"{home} already exists. Choose another name.") from error
    except (OSError, ValueError) as error:
        raise CannotStart(f"{home} can’t be written.") from error
    return home


def starter_files(name: str) -> dict[str, str]:
    """Relative file names to texts."""
    texts = _texts(files("waymark.ground.programmes") / "starter_pack", "")
    texts[f"frameworks/{_PLACEHOLDER}/framework.yaml"] = texts.pop("framework.yaml")
    return {
        file.replace(_PLACEHOLDER, name): re.sub(rf"\b{_PLACEHOLDER}\b", name, text)
        for file, text in sorted(texts.items())
    }


def _texts(folder: Traversable, prefix: str) -> dict[str, str]:
    texts: dict[str, str] = {}
    for entry in folder.iterdir():
        if entry.is_dir():
            texts.update(_texts(entry, f"{prefix}{entry.name}/"))
        else:
            texts[prefix + entry.name] = entry.read_text(encoding="utf-8")
    return texts
