"""The walls stand where the order of the rooms says; tests and benchmarks have a world of their own and no cycles."""

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import grimp
import pytest

from tests.house import walls
from waymark.config import rooms


def test_the_walls_follow_the_order_of_the_rooms() -> None:
    mend = "write them anew: .venv/bin/python -m tests.house.walls"
    assert walls.FILE.read_text("utf-8") == walls.walls(), mend


def test_every_room_is_in_the_order() -> None:
    for floor, named in [("ground", rooms.GROUND), ("journey", rooms.JOURNEY), ("bridges", rooms.BRIDGES)]:
        folders = {
            f"waymark.{floor}.{folder.name}"
            for folder in (walls.ROOT / "src/waymark" / floor).iterdir()
            if (folder / "__init__.py").exists()
        }
        assert folders == set(named)


def test_nothing_stands_outside_the_floors() -> None:
    names = {
        path.stem
        for path in (walls.ROOT / "src/waymark").iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    assert names - {"__init__"} == {floor for place in rooms.FLOORS for floor in place.split(" | ")}


DEMO = "waymark.demo"
OWN_TESTS = walls.ROOT / "src/waymark/demo/tests"


def imported_by(file: Path) -> Iterator[str]:
    """Every module that a file imports, at its top or within a function."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{name.name}" for name in node.names)


def test_tests_and_benchmarks_do_not_import_the_demo() -> None:
    folders = [walls.ROOT / "tests", walls.ROOT / "benchmarks", *walls.ROOT.glob("src/waymark/**/tests")]
    files = [file for folder in folders if folder != OWN_TESTS for file in folder.rglob("*.py")]
    assert len(files) > 200
    importing = {
        str(file.relative_to(walls.ROOT))
        for file in files
        if any(f"{name}.".startswith(f"{DEMO}.") for name in imported_by(file))
    }
    assert not importing


@pytest.mark.parametrize("package", ["benchmarks", "tests.world"])
def test_a_package_beside_the_house_has_no_import_cycle(package: str) -> None:
    graph = grimp.build_graph(package, cache_dir=None)
    imports = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        pytest.fail(f"These import each other: {' -> '.join(error.args[1])}")
