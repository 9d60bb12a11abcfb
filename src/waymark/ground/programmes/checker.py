"""Checks a pack for everything that can be checked without knowing its provider.

`check(loaded: LoadedPack) -> tuple[Finding, ...]` gives the problems found while reading and those of every
module in `checks/`: errors first, then warnings, then notes, each in the order of the files and each after the
finding that causes it (`causes`). A pack with an error can't be published; `has_errors(findings)` says whether
there is one.

| Module         | Checks                                                              |
|----------------|---------------------------------------------------------------------|
| `links`        | that every name refers to something that exists                     |
| `names`        | that every name is known and every title says something             |
| `printed`      | that values agree with what is printed, in words and in figures     |
| `items`        | that every item is complete                                         |
| `totals`       | that the hours add up                                               |
| `route_map`    | that the table of components and the route map agree                |
| `dates`        | that the printed dates of items are in order                        |
| `windows`      | that the printed windows leave enough time before and after         |
| `plan`         | that the days of the plan are in order                              |
| `calendar`     | that the dates of the plan suit schools and the DfE's deadlines     |
| `coverage`     | that the programme covers the framework                             |
| `engagement`   | that the engagement rule agrees with its wording                    |
| `requirements` | that each requirement can be met and worked out                   |
| `assessment`   | that the assessment's settings can be used                          |
| `fees`         | that the fee's rules can be used                                    |
| `enquiries`    | that questions from visitors can be answered in time                |
"""

from __future__ import annotations

from collections.abc import Iterable

from waymark.ground.programmes.causes import in_order
from waymark.ground.programmes.checks import (
    assessment,
    calendar,
    coverage,
    dates,
    engagement,
    enquiries,
    fees,
    items,
    links,
    names,
    plan,
    printed,
    requirements,
    route_map,
    totals,
    windows,
)
from waymark.ground.programmes.checks.pack import CheckedPack
from waymark.ground.programmes.findings import Finding, Severity
from waymark.ground.programmes.loader import LoadedPack

CHECKS = (
    links,
    names,
    printed,
    items,
    totals,
    route_map,
    dates,
    windows,
    plan,
    calendar,
    coverage,
    engagement,
    requirements,
    assessment,
    fees,
    enquiries,
)


def check(loaded: LoadedPack) -> tuple[Finding, ...]:
    """All findings, without repetition, each after the one that causes it."""
    findings = [*loaded.findings, *links.duplicates(loaded)]
    if loaded.programme is not None:
        pack = CheckedPack(loaded, loaded.programme, loaded.framework)
        for module in CHECKS:
            findings.extend(module.check(pack))
    return in_order(findings, loaded)


def has_errors(findings: Iterable[Finding]) -> bool:
    return any(finding.severity is Severity.ERROR for finding in findings)
