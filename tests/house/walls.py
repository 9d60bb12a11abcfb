"""The walls, written from the order of the rooms. `python -m tests.house.walls` writes `.importlinter` anew."""

from collections.abc import Iterable
from pathlib import Path

from waymark.config import rooms

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / ".importlinter"
BEHIND_DOORS = ("models", "forms", "views")
NOT_PURE = (
    "django",
    "waymark.**.models",
    "os",
    "random",
    "secrets",
    "socket",
    "subprocess",
    "time",
    "urllib",
)

HEAD = """\
# Written from src/waymark/config/rooms.py by: .venv/bin/python -m tests.house.walls
[importlinter]
root_package = waymark
include_external_packages = True
exclude_type_checking_imports = True
"""


def contract(key: str, name: str, **said: str | Iterable[str]) -> str:
    lines = [f"[importlinter:contract:{key}]", f"name = {name}"]
    for option, value in said.items():
        if isinstance(value, str):
            lines.append(f"{option} = {value}")
        else:
            lines += [f"{option} =", *(f"    {one}" for one in value)]
    return "\n".join(lines) + "\n"


def layers(key: str, name: str, container: str, upward: Iterable[str]) -> str:
    downward = list(reversed([rooms.short_name(room) for room in upward]))
    return contract(key, name, type="layers", containers=container, exhaustive="true", layers=downward)


def folder_of(room: str) -> Path:
    return ROOT / "src" / Path(*room.split("."))


def doors() -> Iterable[str]:
    for room in (*rooms.GROUND, *rooms.JOURNEY, *rooms.BRIDGES, rooms.WEB):
        hidden = [
            f"{room}.{part}"
            for part in BEHIND_DOORS
            if (folder_of(room) / f"{part}.py").exists() or (folder_of(room) / part / "__init__.py").exists()
        ]
        if hidden:
            name = f"The doors of {rooms.short_name(room)}: visitors take queries, actions and rules"
            key = f"doors-{rooms.short_name(room)}"
            who = [room, "waymark.**.tests"]
            yield contract(key, name, type="protected", protected_modules=hidden, allowed_importers=who)


def walls() -> str:
    """The whole text of `.importlinter`."""
    parts = [
        HEAD,
        layers("floors", "The floors: imports go downward only", "waymark", rooms.FLOORS),
        layers(
            "story",
            "The story: a room knows the rooms before it, never the rooms after",
            "waymark.journey",
            rooms.JOURNEY,
        ),
        layers("ground", "The ground: a stone rests on the stones below it", "waymark.ground", rooms.GROUND),
        contract(
            "bridges", "The bridges never know each other", type="independence", modules=list(rooms.BRIDGES)
        ),
        contract(
            "rules",
            "The rules are pure: no Django, no clock, no chance, no network",
            type="forbidden",
            source_modules="waymark.**.rules",
            forbidden_modules=NOT_PURE,
        ),
        *doors(),
    ]
    return "\n".join(parts)


if __name__ == "__main__":
    FILE.write_text(walls(), "utf-8")
