"""Where the hours go, and the route through the programme, module by module."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from waymark.ground.programmes.values import Actor, Component, Item, Programme
from waymark.journey.apply.programmes.words import MODES, contradiction, reason_for, reasons_for
from waymark.kit import formatting


@dataclass(frozen=True)
class HoursPart:
    """One line of where the hours go."""

    title: str
    description: str
    minutes: int
    contradiction: str = ""
    assumed: str = ""


@dataclass(frozen=True)
class RouteItem:
    """One item of the route: how and when it takes place, and whose time it is if not the participant's."""

    title: str
    how: str
    when: str
    minutes: int
    whose: str = ""
    contradiction: str = ""
    assumed: str = ""


@dataclass(frozen=True)
class RouteSection:
    """A module, or the items outside all modules."""

    title: str
    minutes: int
    items: tuple[RouteItem, ...]
    assumed: str = ""


def hours_parts(programme: Programme) -> Iterable[HoursPart]:
    for component in programme.components:
        yield HoursPart(
            component.title,
            f"{MODES[component.mode]}. {component.says}".strip(),
            _counted_minutes(item for item in programme.items if item.component == component.id),
            _contradiction_of(component),
            reasons_for(programme, *_shown_places(f"components.{component.id}"))
            or reason_for(component.assumed),
        )
    component_ids = {component.id for component in programme.components}
    others = [item for item in programme.items if item.counts and item.component not in component_ids]
    if others:
        titles = formatting.listed([item.title for item in others])
        title = "Not in the document’s table" if programme.demonstration else "Other items"
        yield HoursPart(title, f"{titles}.", _counted_minutes(others))


def _shown_places(where: str) -> list[str]:
    """What the page shows of a part or an item."""
    return [f"{where}.{key}" for key in ("title", "mode", "minutes", "span", "alternatives", "printed")]


def _contradiction_of(component: Component) -> str:
    printed = component.printed
    text = contradiction(printed.as_printed, printed.taken_as, printed.reason) if printed else ""
    if len(component.modes_printed) > 1:
        modes = formatting.listed([MODES[mode].lower() for mode in component.modes_printed])
        text = f"{text} The document describes it in two ways: {modes}.".strip()
    return text


def _counted_minutes(items: Iterable[Item]) -> int:
    return sum(item.minutes for item in items if item.counts)


def route(programme: Programme, *, is_shared: bool) -> Iterable[RouteSection]:
    """Each module with its items, then the items outside all modules.

    `is_shared` if one assumption covers every item, so that it is not repeated at each.
    """
    for module in programme.modules:
        items = [item for item in programme.items if item.module == module.id]
        reasons = reasons_for(programme, f"modules.{module.id}.title") or reason_for(module.assumed)
        yield _section(programme, module.title, items, is_shared=is_shared, assumed=reasons)
    outside = [item for item in programme.items if item.module is None]
    if outside:
        title = "Alongside the modules" if programme.modules else "The programme"
        yield _section(programme, title, outside, is_shared=is_shared)


def _section(
    programme: Programme, title: str, items: Sequence[Item], *, is_shared: bool, assumed: str = ""
) -> RouteSection:
    minutes = sum(item.minutes for item in items if item.actor is Actor.PARTICIPANT)
    rows = tuple(_route_item(programme, item, is_shared=is_shared) for item in items)
    return RouteSection(title, minutes, rows, assumed)


def _route_item(programme: Programme, item: Item, *, is_shared: bool) -> RouteItem:
    when, note = _when(item)
    places = f", {' or '.join(item.alternatives)}" if item.alternatives else ""
    return RouteItem(
        title=item.title,
        how=f"{MODES[item.mode]}{places}",
        when=when,
        minutes=item.minutes,
        whose="" if item.actor is Actor.PARTICIPANT else f"This is your {item.actor.value}’s time, not yours",
        contradiction=note,
        assumed="" if is_shared else reasons_for(programme, *_shown_places(f"items.{item.id}")),
    )


def _when(item: Item) -> tuple[str, str]:
    """The months of an item, and what the document contradicts about them."""
    span = item.span
    if span is None:
        return "", ""
    if not span.taken_first:
        return span.as_printed, ""
    months = _months(span.taken_first, span.taken_last or span.taken_first)
    return months, contradiction(span.as_printed, months, span.reason)


def _months(first: str, last: str) -> str:
    names = [f"{date.fromisoformat(f'{day[:7]}-01'):%B %Y}" for day in (first, last)]
    return names[0] if names[0] == names[1] else f"{names[0]} to {names[1]}"
