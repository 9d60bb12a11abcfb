"""The walls, written from the order of the rooms. `python -m tests.house.walls` writes `.importlinter` anew."""

from collections.abc import Iterable
from pathlib import Path

from waymark.config import rooms

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / ".importlinter"
LET_IN = ("tests",)
"""Tests may build rows of any room with its makers and models."""
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
contract_types =
    doors: tests.house.doors.DoorsContract
"""


def contract(key: str, name: str, **options: str | Iterable[str]) -> str:
    lines = [f"[importlinter:contract:{key}]", f"name = {name}"]
    for option, value in options.items():
        if isinstance(value, str):
            lines.append(f"{option} = {value}")
        else:
            lines += [f"{option} =", *(f"    {item}" for item in value)]
    return "\n".join(lines) + "\n"


def layers(key: str, name: str, container: str, upward: Iterable[str]) -> str:
    downward = list(reversed([rooms.short_name(room) for room in upward]))
    return contract(key, name, type="layers", containers=container, exhaustive="true", layers=downward)


def folder_of(room: str) -> Path:
    return ROOT / "src" / Path(*room.split("."))


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
        contract(
            "doors",
            "The doors: a room is entered by its queries, actions and rules",
            type="doors",
            rooms=(*rooms.GROUND, *rooms.JOURNEY, *rooms.BRIDGES, rooms.WEB),
            doors=rooms.DOORS,
            also_open=rooms.ALSO_OPEN,
            importers_let_in=LET_IN,
        ),
    ]
    return "\n".join(parts)


if __name__ == "__main__":
    FILE.write_text(walls(), "utf-8")
