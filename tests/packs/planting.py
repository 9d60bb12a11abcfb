"""An invented pack in which tests plant one fault at a time."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from waymark.ground.programmes.checker import check
from waymark.ground.programmes.findings import Finding
from waymark.ground.programmes.loader import load_source
from waymark.ground.programmes.starter import starter_files

type Files = dict[str, str]
type Plant = Callable[[Files], Files]

NAME = "third-programme"
PROGRAMME, ASSUMED, NOTES = "programme.yaml", "assumed.yaml", "notes.yaml"
FRAMEWORK = f"frameworks/{NAME}/framework.yaml"


@dataclass(frozen=True)
class Fault:
    """A fault to plant and the finding that it must cause."""

    code: str
    where: str
    plant: Callable[[Files], Files]
    severity: str = "warning"
    sentence: str = ""
    """Words that the sentence must contain."""

    def __str__(self) -> str:
        return f"{self.code}@{self.where}"


def sound() -> Files:
    """The pack without a fault."""
    return starter_files(NAME)


def findings_in(files: Files) -> tuple[Finding, ...]:
    return check(load_source(files))


def swap(*pairs: tuple[str, str], file: str = PROGRAMME) -> Callable[[Files], Files]:
    """Replaces each old text, which must occur exactly once, with a new text."""

    def plant(files: Files) -> Files:
        text = files[file]
        for old, new in pairs:
            assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times"
            text = text.replace(old, new)
        return {**files, file: text}

    return plant


def in_entry(name: str, old: str, new: str, *, key: str = "items") -> Callable[[Files], Files]:
    """Replaces a text inside the entry of a list with this id."""

    def plant(files: Files) -> Files:
        text = files[PROGRAMME]
        start = text.index(f"  - id: {name}\n", text.index(f"\n{key}:"))
        end = re.compile(r"\n(?:  - |\S|\n)").search(text, start + 5)
        assert end is not None
        entry = text[start : end.start() + 1]
        assert entry.count(old) == 1, f"{old!r} occurs {entry.count(old)} times in {name}"
        return {**files, PROGRAMME: text[:start] + entry.replace(old, new) + text[end.start() + 1 :]}

    return plant


def both(*changes: Callable[[Files], Files]) -> Callable[[Files], Files]:
    def plant(files: Files) -> Files:
        for change in changes:
            files = change(files)
        return files

    return plant


def without_dates(files: Files) -> Files:
    text = re.sub(r"\n    span: .*", "", files[PROGRAMME])
    text = re.sub(r", (first|last)_month: [\d-]+", "", text)
    return {**files, PROGRAMME: text}
