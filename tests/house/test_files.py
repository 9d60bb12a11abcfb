"""How the files of the house are kept."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

from tests.house.walls import ROOT, folder_of
from waymark.config import rooms

SOURCE = ROOT / "src/waymark"
NAMES_THAT_SAY_NOTHING = {"utils", "helpers", "common", "services", "misc"}
IMPURE_CALLS = {"now", "utcnow", "today", "open", "print", "input", "read_text", "write_text"}
RULES = sorted(SOURCE.rglob("rules.py"))
TEMPLATES = sorted(SOURCE.rglob("templates/**/*.html"))
# Built from parts, so that this file does not hold what it looks for.
MACHINE_PATHS = re.compile(
    "|".join(["/" + "work/", "/" + "root/", "/" + r"home/\w", "/" + r"Users/\w", "/" + "tmp/"])
)


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    return [path for name in listed.decode().split("\0") if name and (path := ROOT / name).is_file()]


def calls_in(source: str) -> set[str]:
    called = (node.func for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    return {
        name.attr if isinstance(name, ast.Attribute) else name.id
        for name in called
        if hasattr(name, "attr") or hasattr(name, "id")
    }


@pytest.mark.parametrize("file", RULES, ids=lambda file: file.parent.name)
def test_a_rule_reads_no_clock_and_no_file(file: Path) -> None:
    assert not calls_in(file.read_text("utf-8")) & IMPURE_CALLS


def test_the_search_for_impure_calls_finds_them() -> None:
    assert calls_in("datetime.now()\nopen('x')") == {"now", "open"}


def test_every_file_is_named_for_what_it_holds() -> None:
    assert not [path for path in SOURCE.rglob("*") if path.stem in NAMES_THAT_SAY_NOTHING]


def only_passes_names_on(source: str) -> bool:
    """Whether a file holds nothing but a docstring, imports and the list of what they bring."""
    return all(
        isinstance(node, ast.ImportFrom)
        or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
        or (isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__")
        for node in ast.parse(source).body
    )


def test_every_init_is_empty_or_passes_names_on() -> None:
    assert not [
        path for path in SOURCE.rglob("__init__.py") if not only_passes_names_on(path.read_text("utf-8"))
    ]


def test_init_with_code_of_its_own_is_noticed() -> None:
    assert only_passes_names_on('"""The values."""\nfrom a import b\n__all__ = ["b"]')
    assert not only_passes_names_on("from a import b\nc = b()")
    assert not only_passes_names_on("def c(): ...")


@pytest.mark.parametrize("room", rooms.ALL)
def test_every_room_introduces_itself(room: str) -> None:
    readme = folder_of(room) / "README.md"
    assert readme.is_file()
    assert readme.read_text("utf-8").startswith(f"# {rooms.short_name(room)}\n")


def test_no_file_names_a_path_of_one_machine() -> None:
    named = {}
    for path in tracked():
        try:
            match = MACHINE_PATHS.search(path.read_text("utf-8"))
        except UnicodeDecodeError:
            continue
        if match:
            named[path.relative_to(ROOT).as_posix()] = match.group()
    assert not named


INLINE = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "a script written in the page": re.compile(
        r"<script\b(?![^>]*\ssrc=)(?![^>]*type=\"application/json\")", re.IGNORECASE
    ),
    "an on... attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "something fetched from outside": re.compile(
        r"(?:src|srcset|action)\s*=\s*[\"']?(?:https?:)?//", re.IGNORECASE
    ),
}


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_a_page_obeys_the_content_policy(template: Path) -> None:
    text = template.read_text("utf-8")
    assert not [what for what, pattern in INLINE.items() if pattern.search(text)]


def test_the_integration_run_is_bin_test_and_nothing_else() -> None:
    lines = (ROOT / ".ci/run").read_text("utf-8").splitlines()
    assert lines[1:] == ["set -e", 'exec "$(dirname "${BASH_SOURCE[0]}")/../bin/test" "$@"']
