"""Do the hours add up?

| Code                          | Reported when                                                     |
|-------------------------------|-------------------------------------------------------------------|
| `total-missing`               | the document states no total                                      |
| `total-differs`               | the components don't add up to the stated total                   |
| `total-needs-two-day-lengths` | they add up only if days have different lengths                   |
| `total-against-items`         | the items that count don't add up to the stated total             |
| `days-without-length`         | a component is given in days, but the length of a day isn't known |
| `count-times-unit`            | the number of sessions times their length isn't the total         |
| `counts-missing`              | a component doesn't give its number of sessions                   |
| `coaching-count-missing`      | the number of coaching sessions isn't given                       |
"""

from __future__ import annotations

from fractions import Fraction

from waymark.ground.programmes.checks.pack import CheckedPack, Findings, hours, listed
from waymark.ground.programmes.values import Component, Programme, Way


def check(pack: CheckedPack) -> Findings:
    yield from total(pack)
    yield from day_lengths(pack)
    yield from units(pack)
    yield from counts(pack)


def day_length(programme: Programme, component: Component) -> Fraction | None:
    """Hours in a day of this component, as the pack interprets it."""
    lengths = programme.hours_per_day
    return lengths.get(component.id, lengths.get("*"))


def stated(programme: Programme, component: Component) -> int:
    """The minutes that the document states for a component. Days are converted by their length."""
    length = day_length(programme, component)
    if component.stated_days is not None and length is not None:
        return int(component.stated_days * length * 60)
    return component.minutes if component.stated_minutes is None else component.stated_minutes


def total(pack: CheckedPack) -> Findings:
    programme = pack.programme
    sum_of_components = sum(stated(programme, component) for component in programme.components)
    if programme.stated_minutes is None:
        yield pack.warning(
            "total-missing",
            "components",
            f"The document states no total. The components add up to {hours(sum_of_components)}.",
            "Ask the provider to state the total, so that the components can be checked against it.",
        )
        return
    if sum_of_components != programme.stated_minutes:
        yield pack.warning(
            "total-differs",
            "stated_minutes",
            f"The stated total is {hours(programme.stated_minutes)}, but the components add up to "
            f"{hours(sum_of_components)}.",
            "Correct the total or a component, or give the length of a day under `hours_per_day:`.",
        )
    yield from total_of_items(pack, programme.stated_minutes)


def total_of_items(pack: CheckedPack, stated_total: int) -> Findings:
    counting = pack.programme.base_minutes
    all_items = sum(item.minutes for item in pack.programme.items)
    if counting != stated_total:
        others = "" if all_items == counting else f" and all items to {hours(all_items)}"
        yield pack.warning(
            "total-against-items",
            "stated_minutes",
            f"The stated total is {hours(stated_total)}, but the items that count add up to "
            f"{hours(counting)}{others}.",
            "Explain which items belong to the stated total under `stated_printed:`, or correct it.",
        )


def day_lengths(pack: CheckedPack) -> Findings:
    programme = pack.programme
    in_days = [component for component in programme.components if component.stated_days is not None]
    for component in in_days:
        if day_length(programme, component) is None:
            yield pack.warning(
                "days-without-length",
                f"components.{component.id}.stated_days",
                f"`{component.id}` is given in days, but the length of a day isn’t known.",
                f"Add `{component.id}:` (or `*:` for all components) under `hours_per_day:`.",
            )
    lengths = {length for component in in_days if (length := day_length(programme, component)) is not None}
    if programme.stated_minutes is not None and len(lengths) > 1:
        needed = listed([_as_hours(length) for length in sorted(lengths)])
        yield pack.warning(
            "total-needs-two-day-lengths",
            "stated_minutes",
            f"The components add up to the stated {hours(programme.stated_minutes)} only if days have "
            f"different lengths: {needed}. {_with_one_length(programme)}.",
            "Ask the provider to give the components in hours or to use one length of day.",
        )


def _with_one_length(programme: Programme) -> str:
    components = programme.components
    in_hours = sum(stated(programme, component) for component in components if component.stated_days is None)
    days = sum((component.stated_days for component in components if component.stated_days), Fraction(0))
    sums = [f"{hours(int(in_hours + days * length * 60))} with {length} h" for length in (5, 6, 7)]
    return f"If all days had the same length, the components would add up to {listed(sums)}"


def _as_hours(length: Fraction) -> str:
    return hours(int(length * 60))


def units(pack: CheckedPack) -> Findings:
    for component in pack.programme.components:
        if component.count is None or component.unit_minutes is None:
            continue
        minutes = stated(pack.programme, component)
        if component.count * component.unit_minutes != minutes:
            yield pack.warning(
                "count-times-unit",
                f"components.{component.id}.unit_minutes",
                f"{component.count} × {hours(component.unit_minutes)} is "
                f"{hours(component.count * component.unit_minutes)}, but `{component.id}` states "
                f"{hours(minutes)}.",
                "Correct the number of sessions, the length of a session or the total.",
            )


def counts(pack: CheckedPack) -> Findings:
    without_count = [component for component in pack.programme.components if component.count is None]
    for component in without_count:
        if any(item.way is Way.COACHED for item in pack.items_of(component)):
            yield pack.warning(
                "coaching-count-missing",
                f"components.{component.id}",
                f"The number of coaching sessions that make up {hours(component.minutes)} isn’t given, but "
                "coaching is recorded for each session.",
                "Add `count:`.",
            )
    if without_count:
        titles = listed([component.title for component in without_count], most=12)
        yield pack.warning(
            "counts-missing",
            f"components.{without_count[0].id}",
            f"The number of sessions isn’t given for: {titles}.",
            "Add `count:` to each.",
        )
