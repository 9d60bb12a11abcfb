"""The clock is read at the door and nowhere else."""

import ast
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src" / "waymark"
AT_THE_DOOR = {"web/clock.py", "web/actions.py"}
"""Where the real time is read: at the door, and when the demonstration's time is set beside it."""


def clock_readings(file: Path) -> list[int]:
    """Lines on which `now`, `today`, `utcnow` or `time.time` is called."""
    readings = []
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            of = node.func.value.id if isinstance(node.func.value, ast.Name) else ""
            if node.func.attr in {"now", "today", "utcnow"} and of in {"datetime", "date", "timezone"}:
                readings.append(node.lineno)
            if (of, node.func.attr) == ("time", "time"):
                readings.append(node.lineno)
    return readings


def test_the_clock_is_read_at_the_door_and_nowhere_else() -> None:
    files = [file for file in SOURCE.rglob("*.py") if "tests" not in file.parts]
    read = {str(file.relative_to(SOURCE)): lines for file in files if (lines := clock_readings(file))}
    assert set(read) == AT_THE_DOOR
