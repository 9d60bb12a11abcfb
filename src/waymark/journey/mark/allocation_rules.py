"""Who marks which script: an even load for each marker, without a conflict of interest. Pure.

| Clause   | Says                                                                               |
|----------|------------------------------------------------------------------------------------|
| blind    | a script has two different markers; a third comes after a split                    |
| conflict | never someone with a conflict of interest (the table of `conflicts.py`)            |
| balance  | the marker with the fewest scripts is next; the order passed in decides ties       |
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class ScriptToAllocate:
    """A script that needs `needs` more markers; `excluded` are those who may not mark it."""

    script: int
    needs: int
    excluded: frozenset[int]


@dataclass(frozen=True, kw_only=True)
class AllocationPlan:
    allocated: tuple[tuple[int, tuple[int, ...]], ...]
    """Script and its new markers."""
    short: tuple[tuple[int, int], ...]
    """Script and the number of markers it still lacks."""


def plan_allocation(
    scripts: Sequence[ScriptToAllocate], markers: Sequence[int], load: Mapping[int, int]
) -> AllocationPlan:
    """Markers for each script, beginning with the scripts that the fewest markers may mark.

    `scripts` and `markers` come in a random order, which decides ties; `load` is how many scripts each
    marker has already.
    """
    scripts_of = {marker: load.get(marker, 0) for marker in markers}
    allocated, short = [], []
    for item in sorted(scripts, key=lambda item: len(set(markers) - item.excluded)):
        eligible = [marker for marker in markers if marker not in item.excluded]
        chosen = tuple(sorted(eligible, key=scripts_of.__getitem__)[: item.needs])
        for marker in chosen:
            scripts_of[marker] += 1
        allocated.append((item.script, chosen))
        if len(chosen) < item.needs:
            short.append((item.script, item.needs - len(chosen)))
    return AllocationPlan(allocated=tuple(allocated), short=tuple(short))
