"""The pack manual, generated from the docstrings of the values and the checks.

`render() -> str` gives the whole text of `packs/manual.md` as Markdown, ending with a line break.
"""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
import types
from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import pairwise
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from waymark.ground.programmes import checker, codes, conditions, loader, manual_guide, values
from waymark.ground.programmes.checks.items import MODES_OF_WAY
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
    parts = (_introduction(), _guide(), _values(), _fixed_lists(), _checks())
    return "\n".join(line for part in parts for line in part) + "\n"


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


def _guide() -> Iterator[str]:
    yield from ("", "## How to give a value", "", manual_guide.VALUES_STAND)
    yield from ("", "## What is printed", "", manual_guide.PRINTED_READ, "", "## Examples")
    for example in manual_guide.EXAMPLES:
        where = "at the end of" if not example.instead_of else "in"
        code = example.text.rstrip("\n")
        yield from (
            "",
            f"**{example.title}**, {where} `{example.file}`. {example.says}",
            "",
            "```yaml",
            code,
            "```",
        )


def _values() -> Iterator[str]:
    for kind in _kinds():
        yield from ("", f"## {kind.__name__}", "")
        if kind.__doc__:
            yield from (inspect.cleandoc(kind.__doc__), "")
        yield "| Key | Contains | If you leave it out | Meaning |"
        yield "|---|---|---|---|"
        for name, field in kind.model_fields.items():
            default = "error: required" if field.is_required() else _default(kind, name)
            meaning = " ".join((field.description or "").split())
            yield f"| `{name}` | {_contains(field)} | {default} | {meaning} |"


def _fixed_lists() -> Iterator[str]:
    yield from ("", "## Keys with a fixed list of values")
    for kind in vars(values).values():
        if isinstance(kind, type) and issubclass(kind, StrEnum):
            meanings = _meanings_of_members(kind)
            yield from ("", f"**{kind.__name__}.** {inspect.cleandoc(kind.__doc__ or '')}", "")
            yield from ("| Value | Meaning |", "|---|---|")
            yield from (f"| `{member}` | {meanings.get(member.name, '')} |" for member in kind)
    yield from ("", _ways_and_modes(), "", "**Declarations.** One of: " + _codes(values.DECLARATIONS) + ".")
    yield from (
        "",
        "**Results with detailed feedback.** Any of: " + _codes(values.RESULTS_WITH_FEEDBACK) + ".",
    )
    yield from ("", "**Conditions.** Any of: " + _codes(conditions.ANSWERED_BY) + ".")


def _ways_and_modes() -> str:
    rows = (
        f"`{way}`: {_codes(mode for mode in values.Mode if mode in MODES_OF_WAY[way])}" for way in values.Way
    )
    return f"The modes that fit each way: {'; '.join(rows)}."


def _codes(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _meanings_of_members(kind: type[StrEnum]) -> dict[str, str]:
    """The docstring under each member, read from the source."""
    (tree,) = ast.parse(textwrap.dedent(inspect.getsource(kind))).body
    assert isinstance(tree, ast.ClassDef)
    return {
        member.targets[0].id: doc.value.value
        for member, doc in pairwise(tree.body)
        if isinstance(member, ast.Assign)
        and isinstance(member.targets[0], ast.Name)
        and isinstance(doc, ast.Expr)
        and isinstance(doc.value, ast.Constant)
        and isinstance(doc.value.value, str)
    }


def _default(kind: type[BaseModel], name: str) -> str:
    value = kind.model_fields[name].get_default(call_default_factory=True)
    if value in (None, (), {}, ""):
        return "nothing"
    if isinstance(value, tuple):
        return _codes(value)
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def _checks() -> Iterator[str]:
    yield from ("", "## What the checker looks for", "")
    severities = ", ".join(f"`{severity}`" for severity in Severity)
    yield (
        f"Every problem has a code, a severity ({severities}), a place, a sentence that says what is wrong and "
        "a sentence that says how to fix it."
    )
    yield ""
    yield (
        "You can’t publish a pack that has an error. Errors come first, then warnings, then notes. A problem that may "
        "only follow from another one comes right after it, so correct the list from the top and check again."
    )
    yield from (
        "",
        "### Can the files be read?",
        "",
        "| Code | Reported when | How to fix it |",
        "|---|---|---|",
    )
    yield from (f"| `{code}` | {when} | {fix} |" for code, (when, fix) in codes.READING.items())
    for module in checker.CHECKS:
        first = inspect.cleandoc(module.__doc__ or "").split("\n\n", 1)[0]
        yield from ("", f"### {' '.join(first.split())}", "")
        yield from ("| Code | Reported when | How to fix it |", "|---|---|---|")
        for names, when in rows_of_codes(module.__doc__):
            fix = " ".join(dict.fromkeys(codes.FIXES[name] for name in names))
            yield f"| {_codes(names)} | {when} | {fix} |"


def rows_of_codes(doc: str | None) -> Iterator[tuple[list[str], str]]:
    """Codes, and when they are reported, of each row of a check's table."""
    for line in inspect.cleandoc(doc or "").splitlines():
        if line.startswith("| `"):
            names, when = line.strip("|").split("|")
            yield re.findall(r"`([a-z-]+)`", names), when.strip()


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
