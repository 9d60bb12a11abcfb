"""Where the hours go, and the way through module by module."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from waymark.ground.programmes.values import Actor, Item, Programme
from waymark.journey.apply.public.saying import MODES, contradiction, reason
from waymark.kit import show


@dataclass(frozen=True)
class Part:
    """One line of where the hours go."""

    title: str
    says: str
    minutes: int
    contradiction: str = ""
    assumed: str = ""


@dataclass(frozen=True)
class Stop:
    title: str
    how: str
    when: str
    minutes: int
    whose: str = ""
    contradiction: str = ""
    assumed: str = ""


@dataclass(frozen=True)
class Stretch:
    """A module, or what goes beside the modules."""

    title: str
    minutes: int
    stops: tuple[Stop, ...]
    assumed: str = ""


def parts(programme: Programme) -> Iterable[Part]:
    for component in programme.components:
        printed = component.printed
        said = contradiction(printed.as_printed, printed.taken_as, printed.reason) if printed else ""
        if len(component.modes_printed) > 1:
            modes = show.listed([MODES[mode].lower() for mode in component.modes_printed])
            said = f"{said} The document gives it two forms: {modes}.".strip()
        yield Part(
            component.title,
            f"{MODES[component.mode]}. {component.says}".strip(),
            _counting(item for item in programme.items if item.component == component.id),
            said,
            reason(component.assumed),
        )
    named = {component.id for component in programme.components}
    others = [item for item in programme.items if item.counts and item.component not in named]
    if others:
        titles = show.listed([item.title for item in others])
        yield Part("Outside the document's table", f"{titles}.", _counting(others))


def _counting(items: Iterable[Item]) -> int:
    return sum(item.minutes for item in items if item.counts)


def way(programme: Programme, *, shared: bool) -> Iterable[Stretch]:
    before = [item for item in programme.items if item.module is None]
    for module in programme.modules:
        items = [item for item in programme.items if item.module == module.id]
        yield _stretch(module.title, items, shared=shared, assumed=reason(module.assumed))
    if before:
        yield _stretch("Beside the modules" if programme.modules else "The programme", before, shared=shared)


def _stretch(title: str, items: Sequence[Item], *, shared: bool, assumed: str = "") -> Stretch:
    minutes = sum(item.minutes for item in items if item.actor is Actor.PARTICIPANT)
    return Stretch(title, minutes, tuple(_stop(item, shared=shared) for item in items), assumed)


def _stop(item: Item, *, shared: bool) -> Stop:
    span = item.span
    when, said = "", ""
    if span:
        when = span.as_printed
        if span.taken_first:
            when = _months(span.taken_first, span.taken_last or span.taken_first)
            said = contradiction(span.as_printed, when, span.reason)
    places = f", {' or '.join(item.alternatives)}" if item.alternatives else ""
    return Stop(
        title=item.title,
        how=f"{MODES[item.mode]}{places}",
        when=when,
        minutes=item.minutes,
        whose="" if item.actor is Actor.PARTICIPANT else f"Your {item.actor.value}’s time, not yours",
        contradiction=said,
        assumed="" if shared else reason(item.assumed),
    )


def _months(first: str, last: str) -> str:
    said = [f"{date.fromisoformat(f'{one[:7]}-01'):%B %Y}" for one in (first, last)]
    return said[0] if said[0] == said[1] else f"{said[0]} to {said[1]}"
