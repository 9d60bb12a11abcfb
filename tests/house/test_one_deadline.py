"""A close is worked out in one place: nothing else reads it from a row, computes one, or adds to one."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SRC = Path(__file__).resolve().parents[2] / "src" / "waymark"
SIT = "journey/sit"
MAY = {
    "closes_before": {
        "kit/clock.py",
        "cli/commands/window.py",
        f"{SIT}/personal_data.py",
        *(
            f"{SIT}/{name}.py"
            for name in (
                "windows/rules",
                "windows/deadlines",
                "windows/models",
                "windows/actions",
                "extra_time/models",
                "extra_time/actions/decide",
                "extra_time/actions/arrange",
            )
        ),
    },
    "after_minute": {"kit/clock.py", f"{SIT}/windows/deadlines.py"},
    "close_of": {
        f"{SIT}/windows/deadlines.py",
        f"{SIT}/extra_time/actions/arrange.py",
        f"{SIT}/extra_time/actions/record.py",
    },
    "window_of": {"kit/clock.py", f"{SIT}/windows/actions.py", "cli/commands/window.py"},
}
"""Which files may name what. `deadlines.py` reads rows, `rules.py` says what they mean, copies of data show columns."""
ADDS = {f"{SIT}/windows/rules.py", f"{SIT}/windows/words.py"}
"""Which files may count from an effective deadline: the tolerance, the time until it settles, the last minute."""


def breaches(place: str, source: str) -> Iterator[str]:
    """What a file does that only others may; `place` is its path below `src/waymark`."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        for word in _words(node):
            for name, places in MAY.items():
                if name in word and (word == name or name == "closes_before") and place not in places:
                    yield f"{place}:{getattr(node, 'lineno', 0)} names {name}"
        if isinstance(node, ast.BinOp) and place not in ADDS:
            expression = ast.unparse(node)
            if "effective_deadline(" in expression or (
                "tolerance_seconds" in expression and "timedelta" in expression
            ):
                yield f"{place}:{node.lineno} counts from a deadline: {expression}"


def _words(node: ast.AST) -> Iterator[str]:
    """Names, attributes, keywords, and text outside docstrings: SQL and names of columns are text too."""
    if isinstance(node, ast.Name):
        yield node.id
    elif isinstance(node, ast.Attribute):
        yield node.attr
    elif isinstance(node, ast.keyword | ast.arg):
        yield node.arg or ""
    elif isinstance(node, ast.alias):
        yield node.name
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


def _files() -> Iterator[tuple[str, str]]:
    for path in sorted(SRC.rglob("*.py")):
        place = path.relative_to(SRC).as_posix()
        if "/tests/" not in place and "/migrations/" not in place:
            yield place, path.read_text("utf-8")


@pytest.mark.slow
def test_nothing_else_works_out_a_deadline() -> None:
    assert [breach for place, source in _files() for breach in breaches(place, source)] == []


def test_no_page_and_no_script_reads_one() -> None:
    pages = [*SRC.rglob("*.html"), *SRC.rglob("static/sit/*.js")]
    readers = [path.name for path in pages if "closes_before" in path.read_text("utf-8")]
    assert pages
    assert readers == []


@pytest.mark.parametrize(
    "planted",
    [
        "late = at >= window.closes_before",
        "rows.filter(window__closes_before__lte=at)",
        "rows.values_list('window__closes_before')",
        "SQL = 'SELECT w.closes_before FROM sit_sittingwindow w'",
        "getattr(window, 'closes_before')",
        "from waymark.kit.clock import after_minute",
        "clock.after_minute(window.last_on, window.closes_time, zone)",
        "deadlines.close_of(on=on, at=at, zone=zone)",
        "span = window_of(opens_on=on, days=9)",
        "soon = effective_deadline(times) - timedelta(hours=6)",
        "soon = rules.effective_deadline(times) + grace",
        "until = closes + timedelta(seconds=window.tolerance_seconds)",
    ],
)
@pytest.mark.parametrize(
    "place", ["journey/mark/actions.py", f"{SIT}/jobs.py", f"{SIT}/views/desk.py", "web/homes/lead.py"]
)
def test_a_breach_is_found(place: str, planted: str) -> None:
    assert list(breaches(place, planted))


@pytest.mark.parametrize(
    "kept",
    [
        "rules.is_over(times, at=at)",
        "deadlines.over_by(rows, at=at)",
        "deadline = effective_deadline(times)",
        "left = max(own.deadline - at, timedelta())",
    ],
)
def test_asking_the_rules_is_no_breach(kept: str) -> None:
    assert list(breaches("web/homes/lead.py", kept)) == []
