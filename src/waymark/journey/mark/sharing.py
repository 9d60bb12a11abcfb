"""Who marks what: a fair share for each marker, without a conflict of interest. Pure.

| Clause      | Says                                                                              |
|-------------|-----------------------------------------------------------------------------------|
| blind       | a script has two different markers; a third comes after a split                   |
| conflict    | never who coaches or facilitates the participant, works at the same organisation, |
|             | or is the participant                                                             |
| balance     | the marker with the fewest scripts is next; the order given decides between equals |
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class ToShare:
    """A script that needs `needs` more markers; `barred` are those who may not be."""

    script: int
    needs: int
    barred: frozenset[int]


@dataclass(frozen=True, kw_only=True)
class Shares:
    given: tuple[tuple[int, tuple[int, ...]], ...]
    """Script and its new markers."""
    short: tuple[tuple[int, int], ...]
    """Script and the number of markers it still lacks."""


def share_out(scripts: Sequence[ToShare], markers: Sequence[int], load: Mapping[int, int]) -> Shares:
    """Markers for each script, those with the fewest possible markers first.

    `scripts` and `markers` come in a random order, which decides between equals; `load` says how many
    scripts each marker has already.
    """
    has = {marker: load.get(marker, 0) for marker in markers}
    given, short = [], []
    for one in sorted(scripts, key=lambda one: len(set(markers) - one.barred)):
        free = sorted((marker for marker in markers if marker not in one.barred), key=has.__getitem__)
        chosen = tuple(free[: one.needs])
        for marker in chosen:
            has[marker] += 1
        given.append((one.script, chosen))
        if len(chosen) < one.needs:
            short.append((one.script, one.needs - len(chosen)))
    return Shares(given=tuple(given), short=tuple(short))
