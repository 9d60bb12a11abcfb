"""Turns a tree into frozen values; what does not fit becomes findings with their place.

`actor` and `catch_up` of an item have defaults, `mode` and `counts` have none: an item that leaves one
out is reported by name (`item-without-mode`), the first two by the checker as warnings.
"""

from __future__ import annotations

import difflib
import json

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from waymark.ground.programmes.findings import Finding, Severity, finding
from waymark.ground.programmes.nodes import Node, Path, dotted, place_by_index, plain

_WORDS = {
    "string_type": "a text stands here as a number, a truth value or a list; put quotes around it",
    "int_type": "a whole number is needed here, without quotes",
    "bool_type": "`true` or `false` is needed here",
    "tuple_type": "a list is needed here, each entry on a line with a dash",
    "dict_type": "keys and their values are needed here",
    "model_type": "keys and their values are needed here",
    "model_attributes_type": "keys and their values are needed here",
    "date_from_datetime_parsing": "a date is needed here, such as 2026-10-19",
    "date_parsing": "a date is needed here, such as 2026-10-19",
    "time_parsing": "a time of day is needed here, such as 23:59",
    "string_pattern_mismatch": "a short id is needed here: small letters, digits and hyphens",
    "fraction_parsing": "a number or a fraction such as 27/5 is needed here",
}


def shape[V: BaseModel](kind: type[V], tree: Node, found: list[Finding], *, root: str = "") -> V | None:
    """The tree as values of this kind, or None with the reasons added to `found`.

    `root` is put before the dotted places of the findings.
    """
    try:
        return kind.model_validate_json(json.dumps(plain(tree)), strict=True)
    except ValidationError as wrong:
        found.extend(_finding(kind, tree, error, root) for error in wrong.errors(include_url=False))
        return None


def _finding(kind: type[BaseModel], tree: Node, error: ErrorDetails, root: str) -> Finding:
    path: Path = tuple(
        step for step in error["loc"] if not str(step).startswith(("function-", "constrained"))
    )
    where = ".".join(part for part in (root, dotted(tree, path)) if part)
    key = str(path[-1]) if path else ""
    code, says, mend = "wrong-value", _says(where, error), "packs/manual.md says what may stand here."
    if error["type"] == "extra_forbidden":
        code, says, mend = "unknown-key", f"The key `{key}` is not known here.", _spelling(kind, key)
    elif error["type"] == "missing":
        in_item = len(path) == 3 and path[0] == "items"
        code = f"item-without-{key.replace('_', '-')}" if in_item else "missing-key"
        says, mend = f"`{where}` is missing.", f"Add `{key}:` here; packs/manual.md says what it holds."
    return finding(code, Severity.ERROR, place_by_index(tree, path), says=says, mend=mend, where=where)


def _says(where: str, error: ErrorDetails) -> str:
    said = _WORDS.get(error["type"])
    if error["type"] in ("enum", "literal_error"):
        said = f"one of these words is needed here: {error['ctx']['expected']}"
    return f"`{where}`: {said or error['msg'][0].lower() + error['msg'][1:]}."


def _spelling(kind: type[BaseModel], key: str) -> str:
    from waymark.ground.programmes import values

    known = {
        name
        for model in vars(values).values()
        if isinstance(model, type) and issubclass(model, BaseModel)
        for name in model.model_fields
    }
    close = difflib.get_close_matches(key, sorted(known), n=1)
    meant = f"Perhaps `{close[0]}` was meant. " if close else ""
    return f"{meant}Correct it or take it out; packs/manual.md lists every key."
