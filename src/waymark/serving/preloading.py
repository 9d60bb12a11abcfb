"""Templates and modules are read before the processes are forked, so that none is read from newer files later.

A checkout that changes under a running server would otherwise mix two versions: pages of the new one, code of the old.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

LEFT_OUT = ("tests", "migrations", "demo", "cli", "serving")


def preload() -> None:
    """Read every template and every module of ours that a request may need; of another application, nothing."""
    from django.apps import apps

    if not (apps.ready and apps.is_installed("waymark.web")):
        return
    import waymark

    for module in walk_packages(waymark.__path__, "waymark."):
        parts = module.name.split(".")
        if not any(part in LEFT_OUT or part.endswith("_child") or part == "__main__" for part in parts):
            import_module(module.name)
    _read_templates()


def _read_templates() -> int:
    """Into the cache of Django’s own loader. Returns how many were read."""
    from django.template import engines

    import waymark

    ours = Path(waymark.__file__).parent
    engine: Any = engines["django"]
    names = {
        str(path.relative_to(folder))
        for folder in map(Path, engine.engine.template_loaders[0].get_dirs())
        if folder.is_relative_to(ours)
        for path in folder.rglob("*.html")
    }
    for name in sorted(names):
        engine.get_template(name)
    return len(names)
