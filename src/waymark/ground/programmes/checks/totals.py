"""Do the hours add up?

| Code                          | Asks                                                              |
|-------------------------------|-------------------------------------------------------------------|
| `total-missing`               | is a total stated to which the components can be held?            |
| `total-differs`               | do the components, with their length of day, make that total?     |
| `total-needs-two-day-lengths` | does one length of day for all make it?                           |
| `total-against-items`         | do the items make it?                                             |
| `days-without-length`         | are days turned into hours by a stated length?                    |
| `count-times-unit`            | does count times unit make the component's minutes?               |
| `counts-missing`              | is it said how many sessions there are?                           |
| `coaching-count-missing`      | is it said how many coaching sessions there are?                  |
"""

from __future__ import annotations

from fractions import Fraction

from waymark.ground.programmes.checks.case import Case, Found, hours, listed
from waymark.ground.programmes.values import Component, Programme, Way


def check(case: Case) -> Found:
    yield from total(case)
    yield from day_lengths(case)
    yield from units(case)
    yield from counts(case)


def day_length(programme: Programme, component: Component) -> Fraction | None:
    """Hours of a day of this component, as the pack takes it."""
    lengths = programme.hours_per_day
    return lengths.get(component.id, lengths.get("*"))


def stated(programme: Programme, component: Component) -> int:
    """Minutes the document states for a component; a component stated in days takes its length of day."""
    length = day_length(programme, component)
    if component.stated_days is not None and length is not None:
        return int(component.stated_days * length * 60)
    return component.minutes if component.stated_minutes is None else component.stated_minutes


def total(case: Case) -> Found:
    programme = case.programme
    table = sum(stated(programme, one) for one in programme.components)
    if programme.stated_minutes is None:
        yield case.warning(
            "total-missing",
            "components",
            f"No total is stated; the components make {hours(table)}.",
            "State the total, so that the components can be held to it.",
        )
        return
    if table != programme.stated_minutes:
        yield case.warning(
            "total-differs",
            "stated_minutes",
            f"{hours(programme.stated_minutes)} are stated in all; the components make {hours(table)}.",
            "Correct the total or a component, or say how long a day is under `hours_per_day`.",
        )
    yield from total_of_items(case, programme.stated_minutes)


def total_of_items(case: Case, said: int) -> Found:
    counting = case.programme.base_minutes
    everything = sum(item.minutes for item in case.programme.items)
    if counting != said:
        rest = "" if everything == counting else f", all items together {hours(everything)}"
        yield case.warning(
            "total-against-items",
            "stated_minutes",
            f"{hours(said)} are stated in all; the items that count make {hours(counting)}{rest}.",
            "Say which items belong to the stated total, or correct it.",
        )


def day_lengths(case: Case) -> Found:
    programme = case.programme
    in_days = [one for one in programme.components if one.stated_days is not None]
    for one in in_days:
        if day_length(programme, one) is None:
            yield case.warning(
                "days-without-length",
                f"components.{one.id}.stated_days",
                f"`{one.id}` is stated in days, and nothing says how many hours a day has.",
                f"Add `{one.id}` (or `*` for all) under `hours_per_day`.",
            )
    lengths = {length for one in in_days if (length := day_length(programme, one)) is not None}
    if programme.stated_minutes is not None and len(lengths) > 1:
        yield case.warning(
            "total-needs-two-day-lengths",
            "stated_minutes",
            f"The stated {hours(programme.stated_minutes)} are reached only when a day has "
            f"{listed([_length(one) for one in sorted(lengths)])}; {_with_one_length(programme)}.",
            "State the components in hours, or use one length of day.",
        )


def _with_one_length(programme: Programme) -> str:
    fixed = sum(stated(programme, one) for one in programme.components if one.stated_days is None)
    days = sum((one.stated_days for one in programme.components if one.stated_days), Fraction(0))
    made = [f"{hours(int(fixed + days * length * 60))} with {length} h" for length in (5, 6, 7)]
    return f"with one length for all the components make {listed(made)}"


def _length(said: Fraction) -> str:
    return hours(int(said * 60))


def units(case: Case) -> Found:
    for one in case.programme.components:
        if one.count is None or one.unit_minutes is None:
            continue
        minutes = stated(case.programme, one)
        if one.count * one.unit_minutes != minutes:
            yield case.warning(
                "count-times-unit",
                f"components.{one.id}.unit_minutes",
                f"{one.count} times {hours(one.unit_minutes)} make {hours(one.count * one.unit_minutes)}; "
                f"`{one.id}` states {hours(minutes)}.",
                "Correct the count, the length of one, or the sum.",
            )


def counts(case: Case) -> Found:
    silent = [one for one in case.programme.components if one.count is None]
    coached = [one for one in silent if any(item.way is Way.COACHED for item in case.items_of(one))]
    for one in coached:
        yield case.warning(
            "coaching-count-missing",
            f"components.{one.id}",
            f"It is not said how many coaching sessions share {hours(one.minutes)}; what is weighed in "
            "coaching is weighed session by session.",
            "Add `count:`.",
        )
    if silent:
        yield case.warning(
            "counts-missing",
            f"components.{silent[0].id}",
            f"It is not said how many there are of: {listed([one.title for one in silent], most=12)}.",
            "Add `count:` to each.",
        )
