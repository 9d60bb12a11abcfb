"""Are the printed dates in order? Every rule here asks what the document prints, not how it is taken.

| Code                  | Asks                                                                        |
|-----------------------|-----------------------------------------------------------------------------|
| `date-unreadable`     | is every month written as `2025-05`, and first before last?                 |
| `start-unknown`       | is it said when the programme starts?                                       |
| `undated`             | does the document date anything?                                            |
| `out-of-order`        | do the dates of a module rise from line to line?                            |
| `after-next-module`   | is an item over before the next module opens?                               |
| `outside-module`      | does an item lie inside its module's own months?                            |
| `outside-programme`   | does an item lie inside the months of the programme?                        |
| `after-assessment`    | is an item over before the assessment opens?                                |
| `span-too-open`       | is a session dated to half a year or better?                                |
| `sessions-overlap`    | may two sessions of different modules fall on the same days?                |
| `window-before-end`   | does the assessment open only when the months of the programme are over?    |
| `window-near-deadline`| is there time to mark between a window and the date by which DfE must know? |
| `no-slack-before-gate`| is there time to catch up between the last items and the gate?              |
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from waymark.ground.programmes.checks.case import SESSIONS, Case, Found, listed
from waymark.ground.programmes.findings import Finding
from waymark.ground.programmes.months import YEARS, Days, days_of, month_name, months_later
from waymark.ground.programmes.values import Item, Mode, Module, Span

LONGEST_SESSION_SPAN = timedelta(days=184)
TIME_TO_MARK = timedelta(days=42)
"""Marking twice, moderating and releasing take six weeks or so."""


def check(case: Case) -> Found:
    yield from readable(case)
    yield from start(case)
    yield from order(case)
    yield from modules(case)
    for item in case.programme.items:
        yield from inside(case, item)
    yield from overlaps(case)
    yield from windows(case)
    yield from slack(case)


def printed(item: Item) -> Days | None:
    """The days an item's printed span covers."""
    return days_of_span(item.span)


def taken(span: Span | None) -> Days | None:
    """The days a span covers as the pack takes it."""
    if span is None:
        return None
    first, last = span.taken_first or span.first, span.taken_last or span.last
    return days_of_span(span.model_copy(update={"first": first, "last": last}))


def month(day: date) -> date:
    """The first of the day's month: what is dated by month and by day is compared by month."""
    return day.replace(day=1)


def days_of_span(span: Span | None) -> Days | None:
    if span is None or span.first is None:
        return None
    first, last = days_of(span.first), days_of(span.last or span.first)
    if first is None or last is None or last.last < first.first:
        return None
    return Days(first.first, last.last)


def readable(case: Case) -> Found:
    programme = case.programme
    spans = [(f"items.{one.id}.span", one.span) for one in programme.items]
    spans += [(f"signposts.{one.id}.span", one.span) for one in programme.signposts]
    for where, span in spans:
        if span and span.first and (days_of_span(span) is None or taken(span) is None):
            yield _unreadable(case, where, f"{span.first} to {span.last}")
    if programme.plan_start is not None and programme.plan_start.year not in YEARS:
        yield _unreadable(case, "plan_start", str(programme.plan_start))
    months = [("start_month", programme.start_month)]
    for module in programme.modules:
        months += [
            (f"modules.{module.id}.{key}", getattr(module, key)) for key in ("first_month", "last_month")
        ]
    months += [(f"assessment.windows.{one.id}.first", one.first) for one in programme.assessment.windows]
    for where, said in months:
        if said is not None and days_of(said) is None:
            yield _unreadable(case, where, said)


def _unreadable(case: Case, where: str, said: str) -> Finding:
    return case.error(
        "date-unreadable",
        where,
        f"{said!r} is no month, no day, or ends before it begins.",
        "Write `2025-05` or `2025-05-30`, the earlier first.",
    )


def start(case: Case) -> Found:
    programme = case.programme
    if programme.start_month is None:
        yield case.warning(
            "start-unknown",
            "start",
            f"The start is printed as {programme.start.as_printed!r}: no month.",
            "Add `start_month:` when it is known.",
        )
    dated = any(item.span and item.span.first for item in programme.items)
    if not dated and not any(module.first_month for module in programme.modules):
        yield case.warning(
            "undated",
            "start",
            "The document dates nothing: no item and no module has a month.",
            "Add `span:` to items, or `first_month:` to modules, when the dates are known.",
        )


def order(case: Case) -> Found:
    latest: dict[str | None, tuple[date, str]] = {}
    for item in case.route:
        days = printed(item)
        if days is None:
            continue
        before = latest.get(item.module)
        if before is not None and month(days.first) < month(before[0]):
            yield case.warning(
                "out-of-order",
                f"items.{item.id}.span",
                f"{item.title!r} is dated from {month_name(days.first)}, but stands after {before[1]!r}, "
                f"which is dated from {month_name(before[0])}.",
                "Correct the date, or move the line.",
            )
        elif before is None or days.first > before[0]:
            latest[item.module] = (days.first, item.title)


def opening(case: Case, module: Module) -> date | None:
    """When a module opens: its own first month, or its first dated line."""
    if module.first_month:
        days = days_of(module.first_month)
        return days.first if days else None
    first = next((printed(item) for item in case.route if item.module == module.id and printed(item)), None)
    return first.first if first else None


def modules(case: Case) -> Found:
    held = case.programme.modules
    for module, following in pairwise(held):
        opens = opening(case, following)
        for item in case.programme.items:
            days = printed(item)
            if opens is None or days is None or item.module != module.id or month(days.first) <= month(opens):
                continue
            yield case.warning(
                "after-next-module",
                f"items.{item.id}.span",
                f"{item.title!r} of {module.title} is dated {month_name(days.first)}; {following.title} "
                f"opens in {month_name(opens)}.",
                "Correct the date (often the year is a slip), or move the item to a later module.",
            )


def inside(case: Case, item: Item) -> Found:
    days, where = printed(item), f"items.{item.id}.span"
    if days is None:
        return
    yield from inside_module(case, item, days)
    bounds = programme_days(case)
    if bounds is not None and (days.first < bounds.first or days.last > bounds.last):
        yield case.warning(
            "outside-programme",
            where,
            f"{item.title!r} is dated outside the programme, which runs from {month_name(bounds.first)} "
            f"for {case.programme.months} months.",
            "Correct the date.",
        )
    opens = first_window(case)
    if opens is not None and days.last >= opens:
        yield case.warning(
            "after-assessment",
            where,
            f"{item.title!r} may fall in {month_name(days.last)}, when the assessment is already open.",
            "Correct the date, or let the assessment open later.",
        )
    if item.way in SESSIONS and days.last - days.first > LONGEST_SESSION_SPAN:
        yield case.warning(
            "span-too-open",
            where,
            f"{item.title!r} is one session, dated anywhere between {month_name(days.first)} and "
            f"{month_name(days.last)}.",
            "Name its month.",
        )


def inside_module(case: Case, item: Item, days: Days) -> Found:
    module = next((one for one in case.programme.modules if one.id == item.module), None)
    first = days_of(module.first_month) if module and module.first_month else None
    last = days_of(module.last_month) if module and module.last_month else None
    if module and ((first and days.first < first.first) or (last and days.last > last.last)):
        yield case.warning(
            "outside-module",
            f"items.{item.id}.span",
            f"{item.title!r} is dated outside the months of {module.title}.",
            "Correct the item's months or the module's.",
        )


def programme_days(case: Case) -> Days | None:
    start = days_of(case.programme.start_month or "")
    if start is None:
        return None
    return Days(start.first, months_later(start.first, case.programme.months) - timedelta(days=1))


def first_window(case: Case) -> date | None:
    opens = [days.first for one in case.programme.assessment.windows if (days := days_of(one.first))]
    return min(opens, default=None)


def overlaps(case: Case) -> Found:
    sessions = [item for item in case.programme.items if item.mode is Mode.IN_PERSON and printed(item)]
    for position, item in enumerate(sessions):
        for earlier in sessions[:position]:
            days, other = printed(item), printed(earlier)
            if days and other and item.module != earlier.module and days.meets(other):
                yield case.warning(
                    "sessions-overlap",
                    f"items.{item.id}.span",
                    f"{item.title!r} may fall into the months of {earlier.title!r}, which belongs to another "
                    "module.",
                    "Narrow the months of one of them.",
                )


def windows(case: Case) -> Found:
    programme, bounds = case.programme, programme_days(case)
    for window in programme.assessment.windows:
        days, where = days_of(window.first), f"assessment.windows.{window.id}"
        if days is None:
            continue
        if bounds is not None and days.last <= bounds.last:
            yield case.warning(
                "window-before-end",
                where,
                f"A window opens in {month_name(days.first)}; the {programme.months} months from "
                f"{month_name(bounds.first)} are over only when {month_name(bounds.last)} is.",
                "Correct the window or the length of the programme.",
            )
        for deadline in programme.deadlines:
            if deadline.declaration == "completed" and days.first <= deadline.on < days.last + TIME_TO_MARK:
                yield case.warning(
                    "window-near-deadline",
                    where,
                    f"A window in {month_name(days.first)} leaves at most {(deadline.on - days.first).days} "
                    f"days, and perhaps {(deadline.on - days.last).days}, to mark, moderate and release "
                    f"before {deadline.on:%d %B %Y}, by when completion must be declared.",
                    "Open the window earlier, or plan the marking for this date.",
                )


def slack(case: Case) -> Found:
    for post in case.programme.signposts:
        gate = days_of_span(post.span) if post.gate else None
        if gate is None:
            continue
        late = [
            item.title
            for item in case.programme.items
            if item.counts and (days := taken(item.span)) and days.last >= gate.first
        ]
        if late:
            yield case.warning(
                "no-slack-before-gate",
                f"signposts.{post.id}",
                f"Engagement is asked in {month_name(gate.first)}, while these may still run: {listed(late)}. "
                "Nobody who misses them can catch up in time.",
                "Ask later, or let the last items end at least a month before.",
            )
