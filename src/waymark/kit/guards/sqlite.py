"""The guards on SQLite.

REPLACE removes the rows that it replaces without asking their DELETE triggers, so an INSERT or an UPDATE that would
replace a row that must stay is refused before it begins.
"""

from __future__ import annotations

import re

from waymark.kit.guards.tables import ALWAYS, QUEUE, Key, Table

DIFFERS = "IS NOT"
REFUSE = "SELECT RAISE(ABORT, '{message}')"
IGNORE = "SELECT RAISE(IGNORE)"


def triggers(table: Table) -> dict[str, str]:
    """By name, each with the statement that makes it."""
    refuse = REFUSE.format(message=table.message)
    on_repeat = IGNORE if getattr(table.guard, "ignores_repeats", False) else refuse
    update = f"({table.update_refused(differs=DIFFERS)})"
    replaces = [_replaces(table, key) for key in table.keys]
    if _is_child(table):
        update += f" OR {table.frozen('NEW')}"
    rules = {
        "replace": ("INSERT", _replaces(table, Key((table.pk,))), refuse),
        "repeat": ("INSERT", " OR ".join(replaces), on_repeat),
        "insert": ("INSERT", table.frozen("NEW") if _is_child(table) else "", refuse),
        "update": ("UPDATE", update, refuse),
        "overwrite": ("UPDATE", _overwrites(table), refuse),
        "delete": ("DELETE", table.unless_erased(table.frozen("OLD")), refuse),
    }
    return _queue(table) | {
        f"guard_{table.name}_{name}": _trigger(f"guard_{table.name}_{name}", act, table.name, when, body)
        for name, (act, when, body) in rules.items()
        if when
    }


def _queue(table: Table) -> dict[str, str]:
    if not table.is_sealed:
        return {}
    note = f'INSERT INTO "{QUEUE}" ("table", row_id) VALUES (\'{table.name}\', NEW."{table.pk}")'
    acts = ("INSERT", "UPDATE") if table.may_set or table.may_clear else ("INSERT",)
    return {
        f"queue_{table.name}_{act.lower()}": (
            f'CREATE TRIGGER "queue_{table.name}_{act.lower()}" AFTER {act} ON "{table.name}" BEGIN {note}; END'
        )
        for act in acts
    }


def _trigger(name: str, act: str, table: str, when: str, body: str) -> str:
    return f'CREATE TRIGGER "{name}" BEFORE {act} ON "{table}" WHEN {when} BEGIN {body}; END'


def _is_child(table: Table) -> bool:
    return getattr(table.guard, "refuses_inserts", False)


def _overwrites(table: Table) -> str:
    """Whether an UPDATE takes the key of another row that must stay, as UPDATE OR REPLACE would allow."""
    if table.frozen("OLD") == ALWAYS:
        return ""
    keys = (Key((table.pk,)), *table.keys)
    return " OR ".join(_replaces(table, key, others=True) for key in keys)


def _replaces(table: Table, key: Key, *, others: bool = False) -> str:
    same = [f'kept."{column}" = NEW."{column}"' for column in key.columns]
    if key.condition:
        same += [f"({key.condition})", f"({_of_new(key.condition)})"]
    if others:
        same.append(f'kept."{table.pk}" <> OLD."{table.pk}"')
    if table.frozen("kept") != ALWAYS:
        same.append(table.frozen("kept"))
    return f'EXISTS (SELECT 1 FROM "{table.name}" kept WHERE {" AND ".join(same)})'


def _of_new(condition: str) -> str:
    return re.sub(r'"(\w+)"', r'NEW."\1"', condition)
