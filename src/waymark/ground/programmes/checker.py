"""Asks a pack every question that can be asked without knowing its provider.

`check(loaded: Loaded) -> tuple[Finding, ...]` gives the reader's findings and those of every module in
`checks/`, errors first, then warnings, then notes, each kind in the order of the files. A pack with an
error cannot be published; `has_errors(findings)` says so.

| Module      | Asks                                                                                |
|-------------|-------------------------------------------------------------------------------------|
| `links`     | does everything that is named exist, once?                                          |
| `items`     | is every item whole?                                                                |
| `totals`    | do the hours add up?                                                                |
| `route_map` | do table and route map agree, both ways?                                            |
| `printed`   | do values agree with what is printed beside them?                                   |
| `dates`     | are the printed dates in order?                                                     |
| `plan`      | does the plan of days hold?                                                         |
| `coverage`  | is the framework covered?                                                           |
| `promises`  | do the rules of engagement and assessment agree with their words?                   |
"""

from __future__ import annotations

from collections.abc import Iterable

from waymark.ground.programmes.checks import (
    coverage,
    dates,
    items,
    links,
    plan,
    printed,
    promises,
    route_map,
    totals,
)
from waymark.ground.programmes.checks.case import Case
from waymark.ground.programmes.findings import Finding, Severity
from waymark.ground.programmes.loader import Loaded

CHECKS = (links, items, totals, route_map, printed, dates, plan, coverage, promises)
_ORDER = {severity: position for position, severity in enumerate(Severity)}
_FILES = {"programme.yaml": 0, "assumed.yaml": 1, "notes.yaml": 2}


def check(loaded: Loaded) -> tuple[Finding, ...]:
    """Everything that was found, once each."""
    found = [*loaded.findings, *links.duplicates(loaded)]
    if loaded.programme is not None:
        case = Case(loaded, loaded.programme, loaded.framework)
        for module in CHECKS:
            found.extend(module.check(case))
    return tuple(sorted(dict.fromkeys(found), key=_position))


def has_errors(findings: Iterable[Finding]) -> bool:
    return any(one.severity is Severity.ERROR for one in findings)


def _position(one: Finding) -> tuple[int, int, str, int, int]:
    return _ORDER[one.severity], _FILES.get(one.file, 3), one.file, one.line, one.column
