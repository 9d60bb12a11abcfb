"""Do the table of components and the route map agree?

| Code                   | Reported when                                                           |
|------------------------|-------------------------------------------------------------------------|
| `minutes-against-map`  | the items of a component don't add up to its minutes                    |
| `count-against-map`    | the number of items isn't the number that the component gives           |
| `not-on-map`           | the route map doesn't show a component                                  |
| `not-in-table`         | the table doesn't include a line of the route map                       |
| `component-unused`     | a component has no items                                                |
| `initial-not-first`    | something called initial doesn't come first                             |
| `figure-two-ways`      | the document gives two different figures for the same thing             |
| `named-two-ways`       | the document gives two different names to the same thing                |
| `mention-without-time` | the text mentions an activity that has no time in the table             |
| `line-number-twice`    | two lines of the route map have the same number                         |
"""

from __future__ import annotations

import re
from collections import defaultdict

from waymark.ground.programmes.checks.pack import CheckedPack, Findings, counted, hours, listed
from waymark.ground.programmes.checks.totals import stated
from waymark.ground.programmes.values import Component, Elsewhere, Item

_INITIAL = re.compile(r"\b(initial|introductory|opening|baseline|induction)\b", re.IGNORECASE)


def check(pack: CheckedPack) -> Findings:
    for component in pack.programme.components:
        yield from component_on_map(pack, component)
        yield from initial(pack, component)
        yield from elsewhere(pack, f"components.{component.id}", component, component.title)
    for item in pack.programme.items:
        label = item.line.label if item.line else item.title
        yield from elsewhere(pack, f"items.{item.id}", item, label)
    yield from map_to_table(pack)
    yield from mentions(pack)
    yield from line_numbers(pack)


def component_on_map(pack: CheckedPack, component: Component) -> Findings:
    items, where = pack.items_of(component), f"components.{component.id}"
    if not items:
        yield pack.warning(
            "component-unused",
            where,
            f"The component `{component.id}` has no items.",
            "Add its items, or remove the component.",
        )
        return
    stated_minutes, item_minutes = stated(pack.programme, component), sum(item.minutes for item in items)
    if stated_minutes != item_minutes:
        adding_up = counted(len(items), "item adds", "items add")
        yield pack.warning(
            "minutes-against-map",
            where,
            f"`{component.id}` states {hours(stated_minutes)}, but its {adding_up} up to "
            f"{hours(item_minutes)}.",
            "Correct one of them, or explain under `printed:` how you interpret it.",
        )
    if component.count is not None and component.count != len(items):
        yield pack.warning(
            "count-against-map",
            where,
            f"`{component.id}` states {component.count}, but it has {counted(len(items), 'item', 'items')}.",
            "Correct the count or the items.",
        )
    if pack.route and not any(item.line for item in items):
        yield pack.warning(
            "not-on-map",
            where,
            f"`{component.id}` is in the table, but the route map has no line for it.",
            "Ask the provider to add it to the route map with its dates.",
        )


def map_to_table(pack: CheckedPack) -> Findings:
    items_by_label: defaultdict[str, list[Item]] = defaultdict(list)
    for item in pack.programme.items:
        if item.component is None and item.minutes:
            items_by_label[item.line.label if item.line else item.title].append(item)
    for label, items in items_by_label.items():
        minutes = hours(sum(item.minutes for item in items))
        yield pack.warning(
            "not-in-table",
            f"items.{items[0].id}",
            f"{label!r} is on the route map ({counted(len(items), 'line', 'lines')}, {minutes}), but the "
            "table doesn’t include it.",
            "Add a component for it, or set its minutes to 0 if it takes no programme time.",
        )


def initial(pack: CheckedPack, component: Component) -> Findings:
    lines = [item for item in pack.items_of(component) if item.line is not None]
    word = _INITIAL.search(component.title)
    if word is None or not lines:
        return
    before = [item.title for item in pack.route[: pack.route.index(lines[0])] if item.minutes]
    if before:
        yield pack.warning(
            "initial-not-first",
            f"items.{lines[0].id}",
            f"{component.title!r} is called {word.group().lower()}, but its first line comes after "
            f"{listed(before)}.",
            "Move it to the start of the route map, or rename it.",
        )


def elsewhere(pack: CheckedPack, where: str, part: Component | Item, label: str) -> Findings:
    for passage in part.elsewhere:
        if passage.label is not None and passage.label.casefold() != label.casefold():
            yield pack.warning(
                "named-two-ways",
                f"{where}.elsewhere",
                f"{label!r} is called {passage.label!r} in another passage.",
                "Use the same name in both passages.",
            )
        yield from _figures(pack, where, part, passage)


def _figures(pack: CheckedPack, where: str, part: Component | Item, passage: Elsewhere) -> Findings:
    count = part.count if isinstance(part, Component) else None
    minutes = stated(pack.programme, part) if isinstance(part, Component) else part.minutes
    pairs = [(passage.count, count, "numbers"), (passage.minutes, minutes, "numbers of minutes")]
    for other_figure, figure, what in pairs:
        if other_figure is not None and figure is not None and other_figure != figure:
            yield pack.warning(
                "figure-two-ways",
                f"{where}.elsewhere",
                f"The document gives two different {what}: {figure} here and {other_figure} in another passage "
                f"({passage.as_printed!r}).",
                "Use the same figure in both passages.",
            )


def mentions(pack: CheckedPack) -> Findings:
    for position, mention in enumerate(pack.programme.mentions):
        if mention.component is None:
            yield pack.warning(
                "mention-without-time",
                f"mentions.{position}",
                f"The text mentions {mention.as_printed!r}, but no component includes time for it.",
                "Add it to the table, or say which component includes it.",
            )


def line_numbers(pack: CheckedPack) -> Findings:
    programme = pack.programme
    lines = [(f"items.{item.id}.line", item.line.number) for item in programme.items if item.line]
    lines += [(f"signposts.{signpost.id}.line", signpost.line.number) for signpost in programme.signposts]
    used: set[int] = set()
    for where, number in lines:
        if number in used:
            yield pack.error(
                "line-number-twice",
                where,
                f"Another line of the route map already has the number {number}.",
                "Number the lines from the top of the map.",
            )
        used.add(number)
