"""Template filters and tags: `{% load waymark %}`.

Filters format by `kit.formatting`; tags draw without a style attribute.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from fractions import Fraction
from functools import lru_cache
from typing import Any

from django import template
from django.forms import BaseForm
from django.utils.html import conditional_escape, escape, format_html, format_html_join
from django.utils.safestring import SafeString

from waymark.kit import formatting, forms
from waymark.kit.clock import local_day

register = template.Library()

STATUSES = {
    "done": ("full", "Done"),
    "submitted": ("full", "Submitted"),
    "in-progress": ("half", "In progress"),
    "not-started": ("open", "Not started"),
    "cannot-start": ("dash", "Can’t start yet"),
    "waiting": ("dots", "Waiting"),
    "recover": ("lozenge", "Can be caught up"),
    "lost": ("square", "Can’t be caught up"),
}
SHAPES = {
    "full": '<circle cx="6" cy="6" r="6"/>',
    "half": '<path d="M6 0a6 6 0 0 0 0 12z"/><circle class="is-line" cx="6" cy="6" r="5"/>',
    "open": '<circle class="is-line" cx="6" cy="6" r="5"/>',
    "dash": '<path d="M0 5h12v2H0z"/>',
    "dots": '<circle class="is-line" cx="6" cy="6" r="5" stroke-dasharray="2 1.93"/>',
    "lozenge": '<path class="is-line" d="M6 1l5 5-5 5-5-5z"/>',
    "square": '<path d="M1 1h10v10H1z"/>',
}

register.filter("number", formatting.number)
register.filter("in_words", formatting.in_words)
register.filter("pounds", formatting.pounds)


@register.filter
def hours(minutes: int | None) -> str:
    return "" if minutes is None else formatting.hours(minutes)


@register.filter
def duration(minutes: int | None) -> str:
    """`{{ 90|duration }}` is "1 hour 30 minutes": for sentences, where a table has `hours`."""
    return "" if minutes is None else formatting.duration(minutes)


@register.filter
def share(value: Fraction | int, of: int | None = None) -> str:
    """`{{ fraction|share }}` or `{{ minutes|share:whole }}`; floored."""
    return formatting.share(Fraction(value) if of is None else (int(value), of))


def _day(value: Any) -> Any:
    return local_day(value) if isinstance(value, datetime) else value


@register.filter
def long_date(value: date | None) -> str:
    """Of a date, or of a moment where the reader is; nothing for nothing."""
    return formatting.long_date(_day(value)) if value else ""


@register.filter
def short_date(value: date | None) -> str:
    return formatting.short_date(_day(value)) if value else ""


@register.filter
def date_span(first: date, last: date) -> str:
    return formatting.date_span(_day(first), _day(last))


@register.filter
def long_moment(value: datetime | str | None) -> str:
    """A text passes through, so that a page may say a moment that it was given in words."""
    return formatting.long_moment(value) if isinstance(value, datetime) else value or ""


@register.filter
def clock_time(value: datetime | None) -> str:
    return formatting.clock_time(value) if value else ""


@register.filter
def clock_seconds(value: datetime | None) -> str:
    return formatting.clock_seconds(value) if value else ""


@register.filter
def days_away(day: date, today: date) -> str:
    return formatting.days_away(_day(day), today=_day(today))


@register.filter
def counted(value: int, names: str) -> str:
    """`{{ 4|counted:"item,items" }}` is "4 items"."""
    singular, _, plural = names.partition(",")
    return formatting.counted(value, singular, plural)


@register.simple_tag
def error_lines(form: BaseForm | None) -> list[forms.ErrorLine]:
    return forms.error_lines(form) if form and form.is_bound else []


@register.simple_tag
def item_rows(items: Iterable[Mapping[str, Any]]) -> SafeString:
    """The entries of `parts/items.html`. Written here and not in the template: a home has forty of them."""
    return SafeString("".join(_item_row(item) for item in items))


@register.simple_tag
def progress_rows(rows: Iterable[Any]) -> SafeString:
    """The rows of a cohort's progress. Written here and not in the template: a cohort may have a thousand."""
    return SafeString("".join(_progress_row(row) for row in rows))


def _progress_row(row: Any) -> str:
    danger = " is-brick" if row.lost else " is-amber" if row.risk else ""
    line = hours_line(row.done, row.possible, row.needed, row.whole, 60)
    return (
        '<tr role="row"><th scope="row" role="rowheader" data-label="Participant">'
        f'{escape(row.name)}<span class="wm-second">{escape(row.school)}</span></th>'
        f'<td role="cell" class="wm-r" data-label="Hours">{row.earned}</td>'
        f'<td role="cell" data-label="Engagement"><span class="wm-reached{danger}">'
        f"<b>{row.now}</b> now, <b>{row.best}</b> best</span>{line}</td></tr>\n"
    )


def _item_row(item: Mapping[str, Any]) -> str:
    what, url = conditional_escape(item["what"]), item.get("url")
    named = f'<a href="{conditional_escape(url)}">{what}</a>' if url else what
    code = item.get("status")
    state = status(code, item.get("status_text", "")) if code else conditional_escape(item.get("place", ""))
    why = item.get("why")
    return (
        f'<li><span class="wm-items__what">{named}</span><span class="wm-items__state">{state}</span>'
        f'<span class="wm-items__min">{hours(item.get("minutes"))}</span>'
        f"{f'''<span class="wm-items__why">{conditional_escape(why)}</span>''' if why else ''}</li>\n"
    )


@register.simple_tag
@lru_cache(maxsize=512, typed=True)
def status(code: str, text: str = "") -> SafeString:
    """A shape and a word. An unknown code is an open circle with its own words.

    Kept, since a list has hundreds of them; `typed`, since a safe text and one to escape are equal.
    """
    code = str(code).replace("_", "-")
    shape, label = STATUSES.get(code, ("open", code.replace("-", " ").capitalize()))
    return format_html(
        '<span class="wm-status wm-status--{}"><svg viewBox="0 0 12 12" width="12" height="12" '
        'aria-hidden="true" focusable="false">{}</svg>{}</span>',
        shape, SafeString(SHAPES[shape]), text or label,
    )  # fmt: skip


def _place(part: int, whole: int, start: int = 0) -> str:
    """Where `part` of `whole` stands on a line that begins at `start` per cent."""
    along, length = part * 100 - start * whole, (100 - start) * whole
    return f"{100 * min(max(along, 0), length) / length:.2f}%" if length else "0.00%"


@register.simple_tag
def hours_line(done: int, possible: int, needed: int, whole: int, start: int = 0) -> SafeString:
    """Solid is done, dashed is still possible, the thin rest is lost, the tick is what is needed. All in minutes.

    `possible` counts what is still to come, beyond `done`; `start` cuts the line's beginning off, in per cent. There is
    no tick where nothing is needed of the whole.
    """
    here, far = _place(done, whole, start), _place(done + possible, whole, start)
    place = _place(needed, whole, start)
    tick = f'<line class="is-needed" x1="{place}" x2="{place}" y1="0" y2="16"/>' if needed else ""
    return SafeString(
        '<svg class="wm-line" width="100%" height="16" aria-hidden="true" focusable="false">'
        f'<line x1="0" x2="100%" y1="8" y2="8"/><line class="is-done" x1="0" x2="{here}" y1="8" y2="8"/>'
        f'<line class="is-possible" x1="{here}" x2="{far}" y1="8" y2="8"/>{tick}</svg>'
    )


@register.simple_tag
def length_bar(part: int, of: int) -> SafeString:
    """One plain bar, as long as `part` is of the longest; its number stands beside it."""
    return format_html(
        '<svg class="wm-length" width="100%" height="16" aria-hidden="true" focusable="false">'
        '<rect width="{}" height="16" rx="2"/></svg>',
        _place(part, of),
    )


@register.simple_tag
def split_bar(low: int, middle: int, high: int) -> SafeString:
    """Answers low, middle and high, each with its count inside; read aloud as a sentence."""
    whole, left, drawn = low + middle + high, 0, []
    for kind, count in (("low", low), ("mid", middle), ("high", high)):
        if count:
            drawn.append((kind, _place(left, whole), _place(count, whole), _place(left, whole), count))
        left += count
    segments = format_html_join(
        "",
        '<rect class="is-{}" x="{}" width="{}" height="28"/><text x="{}" dx="7" y="19.5">{}</text>',
        [(kind, x, width, at, count) for kind, x, width, at, count in drawn],
    )
    return format_html(
        '<svg class="wm-split" width="100%" height="28" role="img" aria-label="{} low, {} middle, {} high">{}</svg>',
        low, middle, high, segments,
    )  # fmt: skip


@register.simple_tag
def word_bar(words: int, limit: int) -> SafeString:
    """A `progress` element, so that the desk's script only sets its value."""
    return format_html(
        '<progress class="wm-progress" max="{}" value="{}" aria-label="Words written">{} of {} words</progress>',
        limit, min(words, limit), words, limit,
    )  # fmt: skip
