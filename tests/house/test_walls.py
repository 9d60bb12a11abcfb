"""The walls stand where the order of the rooms says."""

from tests.house import walls
from waymark.config import rooms


def test_the_walls_follow_the_order_of_the_rooms() -> None:
    mend = "write them anew: .venv/bin/python -m tests.house.walls"
    assert walls.FILE.read_text("utf-8") == walls.walls(), mend


def test_every_room_is_in_the_order() -> None:
    for floor, named in [("ground", rooms.GROUND), ("journey", rooms.JOURNEY), ("bridges", rooms.BRIDGES)]:
        folders = {
            f"waymark.{floor}.{one.name}"
            for one in (walls.ROOT / "src/waymark" / floor).iterdir()
            if (one / "__init__.py").exists()
        }
        assert folders == set(named)


def test_nothing_stands_outside_the_floors() -> None:
    found = {
        one.stem
        for one in (walls.ROOT / "src/waymark").iterdir()
        if one.suffix == ".py" or (one / "__init__.py").exists()
    }
    assert found - {"__init__"} == {floor for place in rooms.FLOORS for floor in place.split(" | ")}
