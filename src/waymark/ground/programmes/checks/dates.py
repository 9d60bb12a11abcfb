"""Are the printed dates of items in order? These checks use the dates as printed, not as interpreted.

| Code                | Reported when                                                                 |
|---------------------|-------------------------------------------------------------------------------|
| `date-unreadable`   | a month isn't written as `2025-05`, or the last comes before the first        |
| `start-unknown`     | the document doesn't say in which month the programme starts                  |
| `undated`           | the document dates no item and no module                                      |
| `out-of-order`      | an item has an earlier date than the line above it in the same module         |
| `after-next-module` | an item is dated later than the start of the next module                      |
| `outside-module`    | an item is dated outside its module's months                                  |
| `outside-programme` | an item is dated outside the programme's months                               |
| `after-assessment`  | an item may take place when the assessment is already open                    |
| `span-too-open`     | a session could take place at any time in more than half a year               |
| `sessions-overlap`  | two sessions in different modules may fall on the same days                   |
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from waymark.ground.programmes.checks.pack import SESSIONS, CheckedPack, Findings
from waymark.ground.programmes.checks.spans import (
    days_of_span,
    first_window,
    interpreted_days,
    module_opening,
    month,
    printed_days,
    programme_days,
)
from waymark.ground.programmes.findings import Finding
from waymark.ground.programmes.months import YEARS, Days, days_of, month_name
from waymark.ground.programmes.values import Item, Mode

LONGEST_SESSION_SPAN = timedelta(days=184)


def check(pack: CheckedPack) -> Findings:
    yield from unreadable(pack)
    yield from start(pack)
    yield from order(pack)
    yield from modules(pack)
    for item in pack.programme.items:
        yield from bounds(pack, item)
    yield from overlaps(pack)


def unreadable(pack: CheckedPack) -> Findings:
    programme = pack.programme
    spans = [(f"items.{item.id}.span", item.span) for item in programme.items]
    spans += [(f"signposts.{signpost.id}.span", signpost.span) for signpost in programme.signposts]
    for where, span in spans:
        if span and span.first and (days_of_span(span) is None or interpreted_days(span) is None):
            yield _unreadable(pack, where, f"{span.first} to {span.last}")
    if programme.plan_start is not None and programme.plan_start.year not in YEARS:
        yield _unreadable(pack, "plan_start", str(programme.plan_start))
    months = [("start_month", programme.start_month)]
    for module in programme.modules:
        months += [
            (f"modules.{module.id}.{key}", getattr(module, key)) for key in ("first_month", "last_month")
        ]
    windows = programme.assessment.windows
    months += [(f"assessment.windows.{window.id}.first", window.first) for window in windows]
    for where, text in months:
        if text is not None and days_of(text) is None:
            yield _unreadable(pack, where, text)


def _unreadable(pack: CheckedPack, where: str, text: str) -> Finding:
    return pack.error(
        "date-unreadable",
        where,
        f"{text!r} isn’t a month or a day, or it ends before it starts.",
        "Write dates as `2025-05` or `2025-05-30`, with the earlier date first.",
    )


def start(pack: CheckedPack) -> Findings:
    programme = pack.programme
    if programme.start_month is None:
        yield pack.warning(
            "start-unknown",
            "start",
            f"The start is printed as {programme.start.as_printed!r}, which isn’t a month.",
            "Add `start_month:` when you know it.",
        )
    has_dated_item = any(item.span and item.span.first for item in programme.items)
    if not has_dated_item and not any(module.first_month for module in programme.modules):
        yield pack.warning(
            "undated",
            "start",
            "The document doesn’t date any item or module.",
            "Add `span:` to items or `first_month:` to modules when you know the dates.",
        )


def order(pack: CheckedPack) -> Findings:
    latest_by_module: dict[str | None, tuple[date, str]] = {}
    for item in pack.route:
        days = printed_days(item)
        if days is None:
            continue
        latest = latest_by_module.get(item.module)
        if latest is not None and month(days.first) < month(latest[0]):
            yield pack.warning(
                "out-of-order",
                f"items.{item.id}.span",
                f"{item.title!r} is dated from {month_name(days.first)} but comes after {latest[1]!r}, "
                f"which is dated from {month_name(latest[0])}.",
                "Correct the date, or move the line.",
            )
        elif latest is None or days.first > latest[0]:
            latest_by_module[item.module] = (days.first, item.title)


def modules(pack: CheckedPack) -> Findings:
    for module, next_module in pairwise(pack.programme.modules):
        opening = module_opening(pack, next_module)
        for item in pack.programme.items:
            days = printed_days(item)
            if opening is None or days is None or item.module != module.id:
                continue
            if month(days.first) > month(opening):
                yield pack.warning(
                    "after-next-module",
                    f"items.{item.id}.span",
                    f"{item.title!r} in {module.title} is dated {month_name(days.first)}, but "
                    f"{next_module.title} starts in {month_name(opening)}.",
                    "Correct the date (check the year first), or move the item to a later module.",
                )


def bounds(pack: CheckedPack, item: Item) -> Findings:
    days, where = printed_days(item), f"items.{item.id}.span"
    if days is None:
        return
    yield from module_bounds(pack, item, days)
    programme = programme_days(pack)
    if programme is not None and (days.first < programme.first or days.last > programme.last):
        yield pack.warning(
            "outside-programme",
            where,
            f"{item.title!r} is dated outside the programme, which runs for {pack.programme.months} months "
            f"from {month_name(programme.first)}.",
            "Correct the date.",
        )
    opening = first_window(pack)
    if opening is not None and days.last >= opening:
        yield pack.warning(
            "after-assessment",
            where,
            f"{item.title!r} may take place in {month_name(days.last)}, when the assessment is already open.",
            "Correct the date, or open the assessment later.",
        )
    if item.way in SESSIONS and days.last - days.first > LONGEST_SESSION_SPAN:
        yield pack.warning(
            "span-too-open",
            where,
            f"{item.title!r} is a single session, but its date is only given as between "
            f"{month_name(days.first)} and {month_name(days.last)}.",
            "Give the month in which it takes place.",
        )


def module_bounds(pack: CheckedPack, item: Item, days: Days) -> Findings:
    module = next((module for module in pack.programme.modules if module.id == item.module), None)
    first = days_of(module.first_month) if module and module.first_month else None
    last = days_of(module.last_month) if module and module.last_month else None
    if module and ((first and days.first < first.first) or (last and days.last > last.last)):
        yield pack.warning(
            "outside-module",
            f"items.{item.id}.span",
            f"{item.title!r} is dated outside the months of {module.title}.",
            "Correct the months of the item or of the module.",
        )


def overlaps(pack: CheckedPack) -> Findings:
    sessions = [item for item in pack.programme.items if item.mode is Mode.IN_PERSON and printed_days(item)]
    for position, item in enumerate(sessions):
        for earlier in sessions[:position]:
            days, earlier_days = printed_days(item), printed_days(earlier)
            if days and earlier_days and item.module != earlier.module and days.meets(earlier_days):
                yield pack.warning(
                    "sessions-overlap",
                    f"items.{item.id}.span",
                    f"{item.title!r} may fall in the same months as {earlier.title!r}, which belongs to "
                    "another module.",
                    "Give a narrower range of months for one of them.",
                )
