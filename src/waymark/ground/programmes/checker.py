"""Checks a pack for everything that can be checked without knowing its provider.

`check(loaded: LoadedPack) -> tuple[Finding, ...]` gives the problems found while reading and those of every
module in `checks/`: errors first, then warnings, then notes, each in the order of the files. A pack with an
error can't be published; `has_errors(findings)` says whether there is one.

| Module       | Checks                                                              |
|--------------|---------------------------------------------------------------------|
| `links`      | that every name refers to something that exists                     |
| `items`      | that every item is complete                                         |
| `totals`     | that the hours add up                                               |
| `route_map`  | that the table of components and the route map agree                |
| `printed`    | that values agree with what is printed                              |
| `dates`      | that the printed dates of items are in order                        |
| `windows`    | that the printed windows leave enough time before and after         |
| `plan`       | that the days of the plan are in order                              |
| `calendar`   | that the dates of the plan suit schools and the DfE's deadlines     |
| `coverage`   | that the programme covers the framework                             |
| `engagement` | that the engagement rule agrees with its wording                    |
| `assessment` | that the assessment's settings can be used                          |
"""

from __future__ import annotations

from collections.abc import Iterable

from waymark.ground.programmes.checks import (
    assessment,
    calendar,
    coverage,
    dates,
    engagement,
    items,
    links,
    plan,
    printed,
    route_map,
    totals,
    windows,
)
from waymark.ground.programmes.checks.pack import CheckedPack
from waymark.ground.programmes.findings import Finding, Severity
from waymark.ground.programmes.loader import LoadedPack

CHECKS = (
    links,
    items,
    totals,
    route_map,
    printed,
    dates,
    windows,
    plan,
    calendar,
    coverage,
    engagement,
    assessment,
)
_SEVERITY_ORDER = {severity: position for position, severity in enumerate(Severity)}
_FILE_ORDER = {"programme.yaml": 0, "assumed.yaml": 1, "notes.yaml": 2}


def check(loaded: LoadedPack) -> tuple[Finding, ...]:
    """All findings, without repetition."""
    findings = [*loaded.findings, *links.duplicates(loaded)]
    if loaded.programme is not None:
        pack = CheckedPack(loaded, loaded.programme, loaded.framework)
        for module in CHECKS:
            findings.extend(module.check(pack))
    return tuple(sorted(dict.fromkeys(findings), key=_order))


def has_errors(findings: Iterable[Finding]) -> bool:
    return any(finding.severity is Severity.ERROR for finding in findings)


def _order(finding: Finding) -> tuple[int, int, str, int, int]:
    file_order = _FILE_ORDER.get(finding.file, 3)
    return _SEVERITY_ORDER[finding.severity], file_order, finding.file, finding.line, finding.column
