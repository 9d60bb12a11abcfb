"""Do the table of components and the route map say the same, both ways?

| Code                  | Asks                                                                       |
|-----------------------|----------------------------------------------------------------------------|
| `minutes-against-map` | do the items of a component make its minutes?                              |
| `count-against-map`   | are there as many items as the component says?                             |
| `not-on-map`          | does the printed map show every component?                                 |
| `not-in-table`        | does the table show every line of the map?                                 |
| `component-unused`    | does a component have items?                                               |
| `initial-not-first`   | does what is called initial stand first?                                   |
| `figure-two-ways`     | is a number printed in one way only, and is it the value beside it?        |
| `named-two-ways`      | does one thing have one name?                                              |
| `mention-without-time`| does every activity of the prose have time in the table?                   |
| `line-number-twice`   | does each line of the map have its own number?                             |
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from waymark.ground.programmes.checks.case import Case, Found, hours, listed
from waymark.ground.programmes.checks.totals import stated
from waymark.ground.programmes.values import Component, Elsewhere, Item

_INITIAL = re.compile(r"\b(initial|introductory|opening|baseline|induction)\b", re.IGNORECASE)


def check(case: Case) -> Found:
    for component in case.programme.components:
        yield from table_to_map(case, component)
        yield from initial(case, component)
        yield from elsewhere(case, f"components.{component.id}", component, component.title)
    for item in case.programme.items:
        label = item.line.label if item.line else item.title
        yield from elsewhere(case, f"items.{item.id}", item, label)
    yield from map_to_table(case)
    yield from mentions(case)
    yield from line_numbers(case)


def table_to_map(case: Case, component: Component) -> Found:
    items, where = case.items_of(component), f"components.{component.id}"
    if not items:
        yield case.warning(
            "component-unused",
            where,
            f"No item belongs to the component `{component.id}`.",
            "Add its items, or take the component away.",
        )
        return
    said, made = stated(case.programme, component), sum(item.minutes for item in items)
    if said != made:
        yield case.warning(
            "minutes-against-map",
            where,
            f"`{component.id}` states {hours(said)}; its {len(items)} items make {hours(made)}.",
            "Correct one of the two, or state how it is taken.",
        )
    if component.count is not None and component.count != len(items):
        yield case.warning(
            "count-against-map",
            where,
            f"`{component.id}` states {component.count}; there are {len(items)} items.",
            "Correct the count or the items.",
        )
    if case.route and not any(item.line for item in items):
        yield case.warning(
            "not-on-map",
            where,
            f"The route map shows no line for `{component.id}`, though the table does.",
            "Add its lines to the map, with their dates.",
        )


def map_to_table(case: Case) -> Found:
    homeless: defaultdict[str, list[Item]] = defaultdict(list)
    for item in case.programme.items:
        if item.component is None and item.minutes:
            homeless[item.line.label if item.line else item.title].append(item)
    for label, items in homeless.items():
        minutes = hours(sum(item.minutes for item in items))
        yield case.warning(
            "not-in-table",
            f"items.{items[0].id}",
            f"The table has no line for {label!r} ({len(items)} on the route map, {minutes}).",
            "Add a component, or say that it takes no hours of the programme.",
        )


def initial(case: Case, component: Component) -> Found:
    lines = [item for item in case.items_of(component) if item.line is not None]
    said = _INITIAL.search(component.title)
    if said is None or not lines:
        return
    before = [item.title for item in case.route[: case.route.index(lines[0])] if item.minutes]
    if before:
        yield case.warning(
            "initial-not-first",
            f"items.{lines[0].id}",
            f"{component.title!r} is {said.group().lower()} by name, but its first line stands after "
            f"{listed(before)}.",
            "Move it to the front of the map, or rename it.",
        )


def elsewhere(case: Case, where: str, one: Component | Item, label: str) -> Found:
    for other in one.elsewhere:
        if other.label is not None and other.label.casefold() != label.casefold():
            yield case.warning(
                "named-two-ways",
                f"{where}.elsewhere",
                f"{label!r} is called {other.label!r} in another passage.",
                "Use one name in both passages.",
            )
        yield from _figures(case, where, one, other)


def _figures(case: Case, where: str, one: Component | Item, other: Elsewhere) -> Found:
    count = one.count if isinstance(one, Component) else None
    minutes = stated(case.programme, one) if isinstance(one, Component) else one.minutes
    pairs = [(other.count, count, "how many there are"), (other.minutes, minutes, "their minutes")]
    for there, here, what in pairs:
        if there is not None and here is not None and there != here:
            yield case.warning(
                "figure-two-ways",
                f"{where}.elsewhere",
                f"The document prints {what} in two ways: {here} here, {there} in another passage "
                f"({other.as_printed!r}).",
                "Print one figure.",
            )


def mentions(case: Case) -> Found:
    for position, mention in enumerate(case.programme.mentions):
        if mention.component is None:
            yield case.warning(
                "mention-without-time",
                f"mentions.{position}",
                f"The text speaks of {mention.as_printed!r}; no component holds time for it.",
                "Give it time in the table, or say inside which component it happens.",
            )


def line_numbers(case: Case) -> Found:
    lines = [(f"items.{item.id}.line", item.line.number) for item in case.programme.items if item.line]
    lines += [(f"signposts.{one.id}.line", one.line.number) for one in case.programme.signposts]
    seen: Counter[int] = Counter()
    for where, number in lines:
        seen[number] += 1
        if seen[number] > 1:
            yield case.error(
                "line-number-twice",
                where,
                f"Line {number} of the route map stands here a second time.",
                "Number the lines from the top of the map.",
            )
