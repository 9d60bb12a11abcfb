"""The pack manual, made from the docstrings of the values and of the checks.

`render() -> str` gives the whole text of `packs/manual.md`, in Markdown, ending with a line break.
"""

from __future__ import annotations

import inspect
import re
import types
from collections.abc import Iterator
from enum import StrEnum
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from waymark.ground.programmes import checker, loader, merging, reading, values
from waymark.ground.programmes.findings import Severity

_TOP = (values.Programme, values.Framework)
_PLAIN = {
    "str": "text",
    "int": "whole number",
    "bool": "`true` or `false`",
    "date": "date, `2026-10-19`",
    "time": 'time of day, `"23:59"`',
    "Fraction": "number or fraction, `27/5`",
}


def render() -> str:
    """The manual as Markdown; the same for the same code, so that a test can hold the file to it."""
    return "\n".join([*_head(), *_values(), *_words(), *_checks()]) + "\n"


def _head() -> Iterator[str]:
    yield "# The pack manual"
    yield ""
    yield (
        "A pack is a folder that describes one programme. This page is generated from the loader's own "
        "docstrings; `bin/waymark check PACK` asks everything below of a pack, and `bin/waymark new-pack "
        "NAME` starts one that passes."
    )
    for title, text in (
        ("Files", _table(loader.__doc__)),
        ("What is assumed", _paragraphs(merging.__doc__)),
        ("How YAML is read", _paragraphs(reading.__doc__)),
    ):
        yield from ("", f"## {title}", "", text)


def _values() -> Iterator[str]:
    for kind in _kinds():
        yield from ("", f"## {kind.__name__}", "")
        if kind.__doc__:
            yield from (inspect.cleandoc(kind.__doc__), "")
        yield "| Key | Holds | Needed | Says |"
        yield "|---|---|---|---|"
        for name, field in kind.model_fields.items():
            needed = "yes" if field.is_required() else ""
            says = " ".join((field.description or "").split())
            yield f"| `{name}` | {_holds(field)} | {needed} | {says} |"


def _words() -> Iterator[str]:
    yield from ("", "## Words with a fixed list")
    for kind in vars(values).values():
        if isinstance(kind, type) and issubclass(kind, StrEnum) and kind is not StrEnum:
            said = inspect.cleandoc(kind.__doc__ or "")
            said = "" if said.startswith("Enum where members") else f" {said}"
            yield from ("", f"**{kind.__name__}.**{said} One of: {', '.join(f'`{one}`' for one in kind)}.")


def _checks() -> Iterator[str]:
    yield from ("", "## What the checker asks", "")
    severities = ", ".join(f"`{one}`" for one in Severity)
    yield f"Every finding has a code, a severity ({severities}), a place, what it says and how to mend it."
    yield from ("", "An error keeps a pack from being published.")
    for module in checker.CHECKS:
        first = inspect.cleandoc(module.__doc__ or "").split("\n\n", 1)[0]
        yield from ("", f"### {' '.join(first.split())}", "", _table(module.__doc__))


def _kinds() -> list[type[BaseModel]]:
    """Programme and Framework, each followed by what it holds, in the order of its keys."""
    found: list[type[BaseModel]] = []
    for top in _TOP:
        _collect(top, found)
    return found


def _collect(kind: type[BaseModel], found: list[type[BaseModel]]) -> None:
    if kind in found:
        return
    found.append(kind)
    for field in kind.model_fields.values():
        for part in _parts(field.annotation):
            if isinstance(part, type) and issubclass(part, BaseModel):
                _collect(part, found)


def _parts(annotation: Any) -> Iterator[Any]:
    inner = get_args(annotation)
    if not inner:
        yield annotation
    for one in inner:
        yield from _parts(one)


def _holds(field: FieldInfo) -> str:
    said = _spoken(field.annotation)
    if any(hasattr(rule, "pattern") for rule in field.metadata):
        return "id"
    return said


def _spoken(annotation: Any) -> str:
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is tuple:
        return f"list of {_spoken(inner[0])}"
    if origin is dict:
        return f"keys, each with {_spoken(inner[1])}"
    if origin in (Union, types.UnionType):
        return _spoken(next(one for one in inner if one is not type(None)))
    if origin is not None:
        return (
            "id"
            if any(hasattr(getattr(rule, "metadata", rule), "pattern") for rule in inner)
            else (_spoken(inner[0]))
        )
    name = getattr(annotation, "__name__", str(annotation))
    return _PLAIN.get(name, name)


def _table(doc: str | None) -> str:
    lines = inspect.cleandoc(doc or "").splitlines()
    return "\n".join(re.sub(r" {2,}", " ", line) for line in lines if line.startswith("|"))


def _paragraphs(doc: str | None) -> str:
    return inspect.cleandoc(doc or "")
