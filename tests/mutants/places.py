"""Where a room's code and tests are: found by pattern, so that a room may be divided without telling anybody."""

from __future__ import annotations

from fnmatch import fnmatch
from pathlib import Path

from waymark.config import rooms as order

ROOT = Path(__file__).resolve().parents[2]
WAYMARK = ROOT / "src/waymark"

NO_DECISIONS = (
    "__init__",
    "apps",
    "urls",
    "models",
    "*forms",
    "*_form",
    "*words",
    "*_page",
    "page",
    "conftest",
    "showing",
)
"""Modules that only shape rows, forms, addresses and sentences."""
OUT_OF_REACH = ("append_only", "freezing", "*_child")
"""Modules that make triggers with the tables, before any mutant is put in, or run in a process of their own."""
NOT_CODE_OF_A_ROOM = {"tests", "migrations", "templatetags"}
FAST_HOUSE_TESTS = ("test_access_matrix.py", "test_one_deadline.py", "test_papers_are_secret.py")
"""House tests that decide about a room, and whose fast tests run beside the room's own."""
TESTS_ELSEWHERE = {
    "programmes": ["tests/packs"],
    "emails": ["src/waymark/bridges/mail"],
    "people": ["src/waymark/bridges/signin", "src/waymark/bridges/mail", "src/waymark/web"],
    "cohorts": [
        "src/waymark/journey/apply",
        "src/waymark/web",
        "src/waymark/serving/tests/test_programmes.py",
    ],
    "hours": ["src/waymark/journey/learn"],
    "web": ["tests/house/test_durability.py"],
    "sit": ["tests/house/test_receipt_vectors.py"],
    "mail": ["src/waymark/web/privacy/tests/test_erased_sending.py"],
}
"""Tests that stand with whoever uses a room, and hold it to its word."""


def rooms() -> dict[str, Path]:
    """The folders of rooms that have tests, by their short names; what a room is divided into belongs to it."""
    folders = {order.short_name(room): WAYMARK.parent / room.replace(".", "/") for room in order.ALL}
    return {name: folder for name, folder in folders.items() if any(folder.glob("**/tests"))}


def tests_of(room: str) -> list[Path]:
    house = [ROOT / "tests/house" / name for name in FAST_HOUSE_TESTS]
    elsewhere = [ROOT / name for name in TESTS_ELSEWHERE.get(room, [])]
    return [rooms()[room], *(path for path in (*house, *elsewhere) if path.exists())]


def deciding_files(folder: Path) -> list[Path]:
    """Rules, queries, actions, and every other module of the room that is not a view and decides or writes."""
    return [
        path
        for path in _code_of(folder)
        if not _is_view(path)
        and not any(fnmatch(path.stem, pattern) for pattern in (*NO_DECISIONS, *OUT_OF_REACH))
    ]


def view_files(folder: Path) -> list[Path]:
    """Views; only who may enter is mutated in them."""
    return [path for path in _code_of(folder) if _is_view(path)]


def _is_view(path: Path) -> bool:
    return path.stem == "views" or path.stem.endswith("_views") or path.parent.name == "views"


def _code_of(folder: Path) -> list[Path]:
    return sorted(
        path for path in folder.rglob("*.py") if not NOT_CODE_OF_A_ROOM & set(path.relative_to(folder).parts)
    )
