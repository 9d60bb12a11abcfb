"""Who can come to see a text: the roles of the pages on which its file is used, worked out from the addresses."""

from __future__ import annotations

import inspect
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from waymark.ground.people.access import EVERYONE, allowed_roles
from waymark.ground.people.roles import LABELS, Role

TEMPLATE = re.compile(r"[\w/]+\.html")
USED = re.compile(r"{%\s*(?:extends|include)\s+\"([\w/]+\.html)")
STAFF_FILES = {
    "cli": "administrator", "config": "administrator", "serving": "administrator", "demo": "demonstration",
    "programmes": "pack author", "papers": "paper setter", "mail": "everyone",
}  # fmt: skip


class Audiences:
    """Asked once for each file. A page that anyone may open has the audience `everyone`."""

    def __init__(self, source: Path) -> None:
        self.source = source
        self.by_template: dict[str, set[str]] = defaultdict(set)
        self.by_room: dict[str, set[str]] = defaultdict(set)
        for view in _views(get_resolver()):
            roles = _roles(view)
            module = inspect.getmodule(inspect.unwrap(view))
            if module is None or not (module.__file__ or "").startswith(str(source)):
                continue
            room = room_of(Path(str(module.__file__)), source)
            self.by_room[room] |= roles
            for name in TEMPLATE.findall(inspect.getsource(module)):
                self.by_template[name] |= roles
        self._pass_on()

    def _pass_on(self) -> None:
        """What a page includes or extends is seen by whoever sees the page."""
        used = {
            _template_name(path): USED.findall(path.read_text("utf-8"))
            for path in self.source.rglob("templates/**/*.html")
        }
        for _ in range(4):
            for name, parts in used.items():
                for part in parts:
                    self.by_template[part] |= self.by_template[name]

    def of(self, path: Path) -> str:
        """Roles in the order of the alphabet, `everyone`, or who reads what has no page."""
        room = room_of(path, self.source)
        roles = (
            self.by_template.get(_template_name(path)) if path.suffix == ".html" else self.by_room.get(room)
        )
        if roles and "everyone" in roles:
            return "everyone"
        return ", ".join(sorted(roles)) if roles else STAFF_FILES.get(room, "everyone")


def room_of(path: Path, source: Path) -> str:
    """`sit` for `journey/sit/writing/words.py`, `kit` for `kit/forms.py`."""
    parts = path.relative_to(source).parts
    return parts[1] if parts[0] in {"ground", "journey", "bridges"} else parts[0]


def _template_name(path: Path) -> str:
    parts = path.parts
    return "/".join(parts[parts.index("templates") + 1 :]) if "templates" in parts else ""


def _views(resolver: URLResolver) -> Iterator[Any]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _views(entry)
        elif isinstance(entry, URLPattern):
            yield entry.callback


def _roles(view: Any) -> set[str]:
    roles = allowed_roles(view)
    if roles is None or roles == EVERYONE:
        return {"everyone"}
    return {LABELS[Role(role)].lower() for role in roles}
