"""The pack manual, generated from the docstrings of the values and the checks.

`render() -> str` gives the whole text of `packs/manual.md` as Markdown, ending with a line break.
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

from waymark.ground.programmes import checker, loader, values
from waymark.ground.programmes.findings import Severity
from waymark.ground.programmes.reading import merging, yaml_file

_ROOTS = (values.Programme, values.Framework)
_TYPE_NAMES = {
    "str": "text",
    "int": "whole number",
    "bool": "`true` or `false`",
    "date": "date, `2026-10-19`",
    "time": 'time of day, `"23:59"`',
    "Fraction": "number or fraction, `27/5`",
}


def render() -> str:
    """The manual as Markdown. The same code always gives the same text, so a test can compare the file."""
    return "\n".join([*_introduction(), *_values(), *_fixed_lists(), *_checks()]) + "\n"


def _introduction() -> Iterator[str]:
    yield "# The pack manual"
    yield ""
    yield (
        "A pack is a folder that describes one programme. This page lists every key of its files and everything "
        "that the checker looks for. `bin/waymark check PACK` checks a pack. `bin/waymark new-pack NAME` "
        "creates one that passes. The page is generated from the code by `bin/waymark manual`."
    )
    for title, text in (
        ("Files", _table(loader.__doc__)),
        ("What is assumed", inspect.cleandoc(merging.__doc__ or "")),
        ("How YAML is read", inspect.cleandoc(yaml_file.__doc__ or "")),
    ):
        yield from ("", f"## {title}", "", text)


def _values() -> Iterator[str]:
    for kind in _kinds():
        yield from ("", f"## {kind.__name__}", "")
        if kind.__doc__:
            yield from (inspect.cleandoc(kind.__doc__), "")
        yield "| Key | Contains | Required | Meaning |"
        yield "|---|---|---|---|"
        for name, field in kind.model_fields.items():
            required = "yes" if field.is_required() else ""
            meaning = " ".join((field.description or "").split())
            yield f"| `{name}` | {_contains(field)} | {required} | {meaning} |"


def _fixed_lists() -> Iterator[str]:
    yield from ("", "## Keys with a fixed list of values")
    for kind in vars(values).values():
        if isinstance(kind, type) and issubclass(kind, StrEnum):
            members = ", ".join(f"`{member}`" for member in kind)
            yield from ("", f"**{kind.__name__}.** {inspect.cleandoc(kind.__doc__ or '')} One of: {members}.")


def _checks() -> Iterator[str]:
    yield from ("", "## What the checker looks for", "")
    severities = ", ".join(f"`{severity}`" for severity in Severity)
    yield (
        f"Every problem has a code, a severity ({severities}), a place, a sentence that says what is wrong and "
        "a sentence that says how to fix it."
    )
    yield from ("", "You can’t publish a pack that has an error.")
    for module in checker.CHECKS:
        first = inspect.cleandoc(module.__doc__ or "").split("\n\n", 1)[0]
        yield from ("", f"### {' '.join(first.split())}", "", _table(module.__doc__))


def _kinds() -> list[type[BaseModel]]:
    """Programme and Framework, each followed by the kinds it contains, in the order of its keys."""
    kinds: list[type[BaseModel]] = []
    for root in _ROOTS:
        _collect(root, kinds)
    return kinds


def _collect(kind: type[BaseModel], kinds: list[type[BaseModel]]) -> None:
    if kind in kinds:
        return
    kinds.append(kind)
    for field in kind.model_fields.values():
        for part in _parts(field.annotation):
            if isinstance(part, type) and issubclass(part, BaseModel):
                _collect(part, kinds)


def _parts(annotation: Any) -> Iterator[Any]:
    arguments = get_args(annotation)
    if not arguments:
        yield annotation
    for argument in arguments:
        yield from _parts(argument)


def _contains(field: FieldInfo) -> str:
    if any(hasattr(constraint, "pattern") for constraint in field.metadata):
        return "id"
    return _type_in_words(field.annotation)


def _type_in_words(annotation: Any) -> str:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is tuple:
        return f"list of {_type_in_words(arguments[0])}"
    if origin is dict:
        return f"keys, each with {_type_in_words(arguments[1])}"
    if origin in (Union, types.UnionType):
        return _type_in_words(next(argument for argument in arguments if argument is not type(None)))
    if origin is not None:
        is_id = any(hasattr(getattr(argument, "metadata", argument), "pattern") for argument in arguments)
        return "id" if is_id else _type_in_words(arguments[0])
    name = getattr(annotation, "__name__", str(annotation))
    return _TYPE_NAMES.get(name, name)


def _table(doc: str | None) -> str:
    lines = inspect.cleandoc(doc or "").splitlines()
    return "\n".join(re.sub(r" {2,}", " ", line) for line in lines if line.startswith("|"))
