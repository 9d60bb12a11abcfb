"""Turns a tree into frozen values and reports every value that doesn't fit.

`actor` and `catch_up` of an item have defaults, but `mode` and `counts` don't. An item without one of the
latter is reported under its own code (`item-without-mode`). The checker warns about the former.
"""

from __future__ import annotations

import difflib
import json

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from waymark.ground.programmes.findings import Finding, Severity, finding
from waymark.ground.programmes.reading.nodes import Node, Path, dotted, place_by_index, plain

_EXPECTED = {
    "string_type": "must be text, so put it in quotes",
    "int_type": "must be a whole number without quotes",
    "bool_type": "must be `true` or `false`",
    "tuple_type": "must be a list, with a dash before each entry",
    "dict_type": "must contain keys and values",
    "model_type": "must contain keys and values",
    "model_attributes_type": "must contain keys and values",
    "date_from_datetime_parsing": "must be a date, such as 2026-10-19",
    "date_parsing": "must be a date, such as 2026-10-19",
    "time_parsing": "must be a time of day, such as 23:59",
    "string_pattern_mismatch": "must be an id: lower-case letters, digits and hyphens",
    "fraction_parsing": "must be a number or a fraction, such as 27/5",
}


def shape[V: BaseModel](kind: type[V], tree: Node, findings: list[Finding], *, root: str = "") -> V | None:
    """The tree as values of this kind, or None with the reasons added to `findings`.

    `root` is put before the dotted places of the findings.
    """
    try:
        return kind.model_validate_json(json.dumps(plain(tree)), strict=True)
    except ValidationError as invalid:
        findings.extend(_finding(kind, tree, error, root) for error in invalid.errors(include_url=False))
        return None


def _finding(kind: type[BaseModel], tree: Node, error: ErrorDetails, root: str) -> Finding:
    path: Path = tuple(
        step for step in error["loc"] if not str(step).startswith(("function-", "constrained"))
    )
    where = ".".join(part for part in (root, dotted(tree, path)) if part)
    key = str(path[-1]) if path else ""
    code, sentence = "wrong-value", _says(where, error)
    fix = "Correct the value. packs/manual.md explains what each key can contain."
    if error["type"] == "extra_forbidden":
        code, sentence, fix = "unknown-key", f"There is no key `{key}` here.", _spelling(kind, key)
    elif error["type"] == "missing":
        in_item = len(path) == 3 and path[0] == "items"
        code = f"item-without-{key.replace('_', '-')}" if in_item else "missing-key"
        sentence, fix = (
            f"`{where}` is missing.",
            f"Add `{key}:` here. packs/manual.md explains what it contains.",
        )
    return finding(code, Severity.ERROR, place_by_index(tree, path), sentence=sentence, fix=fix, where=where)


def _says(where: str, error: ErrorDetails) -> str:
    expected = _EXPECTED.get(error["type"])
    if error["type"] in ("enum", "literal_error"):
        expected = f"must be {error['ctx']['expected']}"
    return f"`{where}` {expected}." if expected else f"`{where}` is wrong: {_lower_first(error['msg'])}."


def _lower_first(text: str) -> str:
    return text[0].lower() + text[1:]


def _spelling(kind: type[BaseModel], key: str) -> str:
    from waymark.ground.programmes import values

    known = {
        name
        for model in vars(values).values()
        if isinstance(model, type) and issubclass(model, BaseModel)
        for name in model.model_fields
    }
    close = difflib.get_close_matches(key, sorted(known), n=1)
    meant = f"Did you mean `{close[0]}`? " if close else ""
    return f"{meant}Correct the key or remove it. packs/manual.md lists every key."
