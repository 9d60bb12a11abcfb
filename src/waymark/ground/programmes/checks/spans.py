"""The days that printed months cover. Shared by the checks of dates, windows and the plan."""

from __future__ import annotations

from datetime import date, timedelta

from waymark.ground.programmes.checks.pack import CheckedPack
from waymark.ground.programmes.months import Days, days_of, months_later
from waymark.ground.programmes.values import Item, Module, PrintedSpan

TIME_TO_MARK = timedelta(days=42)
"""Two markings, moderation and the release of results take about six weeks."""


def days_of_span(span: PrintedSpan | None) -> Days | None:
    if span is None or span.first is None:
        return None
    first, last = days_of(span.first), days_of(span.last or span.first)
    if first is None or last is None or last.last < first.first:
        return None
    return Days(first.first, last.last)


def printed_days(item: Item) -> Days | None:
    """The days of an item as printed."""
    return days_of_span(item.span)


def interpreted_days(span: PrintedSpan | None) -> Days | None:
    """The days of a span as the pack interprets it."""
    if span is None:
        return None
    first, last = span.taken_first or span.first, span.taken_last or span.last
    return days_of_span(span.model_copy(update={"first": first, "last": last}))


def programme_days(pack: CheckedPack) -> Days | None:
    """The days of the programme, if its first month is known."""
    start = days_of(pack.programme.start_month or "")
    if start is None:
        return None
    return Days(start.first, months_later(start.first, pack.programme.months) - timedelta(days=1))


def first_window(pack: CheckedPack) -> date | None:
    """The first day of the first printed window."""
    windows = pack.programme.assessment.windows
    opening_days = [days.first for window in windows if (days := days_of(window.first))]
    return min(opening_days, default=None)


def module_opening(pack: CheckedPack, module: Module) -> date | None:
    """When a module opens: in its own first month, or with its first dated line."""
    if module.first_month:
        days = days_of(module.first_month)
        return days.first if days else None
    for item in pack.route:
        days = printed_days(item)
        if item.module == module.id and days:
            return days.first
    return None


def month(day: date) -> date:
    """The first of the day's month, so that dates given by month and by day can be compared."""
    return day.replace(day=1)
