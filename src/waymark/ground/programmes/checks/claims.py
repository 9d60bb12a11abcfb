"""Every printed text of a pack that gives a figure, with the figures read from it and the value it must agree with.

`claims(pack: CheckedPack) -> Iterator[Claim]` covers every `as_printed` and every printed length of the pack. What
is only a label, such as the name of a footnote, makes no claim.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import time
from fractions import Fraction
from typing import Any

from waymark.ground.programmes.checks.pack import CheckedPack, hours
from waymark.ground.programmes.checks.totals import day_length, stated
from waymark.ground.programmes.values import Assessment, Component, Elsewhere, Item, Printed, PrintedSpan
from waymark.ground.programmes.wording import dates
from waymark.ground.programmes.wording.clock import times_in
from waymark.ground.programmes.wording.lengths import (
    days_in,
    mentions_time,
    minutes_in,
    months_in,
    seconds_in,
)
from waymark.ground.programmes.wording.money import pence_in
from waymark.ground.programmes.wording.numbers import ORDINALS, numbers, tokens
from waymark.ground.programmes.wording.shares import shares_in

type Figures = frozenset[Any]
type Reader = Callable[[str], Figures]

LABELS = {"form_printed", "questions_say", "marking_says", "conditions", "may_take_back", "plan"}
"""Fields of the assessment whose wording isn't a figure."""


@dataclass(frozen=True, kw_only=True)
class Claim:
    """A printed text and the figures that it can mean, with the value that the pack gives."""

    where: str
    printed: str
    figures: Figures
    stated: object
    """What the text must say."""
    shown: str
    """`stated`, in words."""
    taken_as: str = ""
    taken_figures: Figures = frozenset()
    value: object = None
    """What `taken_as` must say: the value that the programme uses."""
    value_shown: str = ""


def claim(
    where: str, printed: str, read: Reader, stated: object, shown: str, *, taken: Printed | None = None
) -> Claim:
    """A claim whose text and interpretation are about the same value."""
    taken_as = (taken.taken_as or "") if taken else ""
    return Claim(
        where=where,
        printed=printed,
        figures=read(printed),
        stated=stated,
        shown=shown,
        taken_as=taken_as,
        taken_figures=read(taken_as),
        value=stated,
        value_shown=shown,
    )


def claims(pack: CheckedPack) -> Iterator[Claim]:
    yield from _programme(pack)
    for component in pack.programme.components:
        yield from _component(pack, component)
    for item in pack.programme.items:
        yield from _item(pack, item)
    for signpost in pack.programme.signposts:
        yield from _signpost(pack, signpost.id)
    yield from _mentions(pack)
    for name, printed in pack.programme.assessment.printed.items():
        yield from _assessment(pack, name, printed)
    for window in pack.programme.assessment.windows:
        where = f"assessment.windows.{window.id}"
        yield from _month(where, window.as_printed, window.first, dates.months_in(window.as_printed)[:1])


def _programme(pack: CheckedPack) -> Iterator[Claim]:
    programme = pack.programme
    if programme.start_month is not None and "start_month" not in programme.assumed:
        printed = programme.start.taken_as or programme.start.as_printed
        yield from _month("start", printed, programme.start_month, dates.months_in(printed)[:1])
    total = programme.stated_printed
    if total is not None and programme.stated_minutes is not None:
        read = _minutes(programme.hours_per_day.get("*"))
        yield Claim(
            where="stated_printed",
            printed=total.as_printed,
            figures=read(total.as_printed),
            stated=programme.stated_minutes,
            shown=hours(programme.stated_minutes),
            taken_as=total.taken_as or "",
            taken_figures=read(total.taken_as or ""),
            value=programme.base_minutes,
            value_shown=f"{hours(programme.base_minutes)} of items that count",
        )
    if programme.fee is not None:
        fee = programme.fee
        shown = f"£{Fraction(fee.pence, 100):,}" if fee.pence % 100 == 0 else f"{fee.pence} pence"
        yield claim("fee.printed", fee.printed.as_printed, pence_in, fee.pence, shown, taken=fee.printed)


def _component(pack: CheckedPack, component: Component) -> Iterator[Claim]:
    where, printed = f"components.{component.id}", component.printed
    length = day_length(pack.programme, component)
    read = _minutes(length)
    if printed is not None:
        minutes = stated(pack.programme, component)
        figures: Figures = read(printed.as_printed)
        value: object = minutes
        shown = hours(minutes)
        if component.stated_days is not None and days_in(printed.as_printed):
            figures, value = days_in(printed.as_printed), component.stated_days
            shown = f"{component.stated_days} days"
        elif not mentions_time(printed.as_printed) and component.count is not None:
            figures, value, shown = _counts(printed.as_printed), component.count, str(component.count)
        yield Claim(
            where=f"{where}.printed",
            printed=printed.as_printed,
            figures=figures,
            stated=value,
            shown=shown,
            taken_as=printed.taken_as or "",
            taken_figures=read(printed.taken_as or ""),
            value=component.minutes,
            value_shown=hours(component.minutes),
        )
    for passage in component.elsewhere:
        yield from _elsewhere(where, passage, read)


def _item(pack: CheckedPack, item: Item) -> Iterator[Claim]:
    where = f"items.{item.id}"
    component = next((part for part in pack.programme.components if part.id == item.component), None)
    length = day_length(pack.programme, component) if component else pack.programme.hours_per_day.get("*")
    if item.line and item.line.time:
        yield claim(f"{where}.line", item.line.time, _minutes(length), item.minutes, hours(item.minutes))
    if item.span:
        yield from _span(f"{where}.span", item.span)
    for passage in item.elsewhere:
        yield from _elsewhere(where, passage, _minutes(length))


def _signpost(pack: CheckedPack, name: str) -> Iterator[Claim]:
    signpost = next(signpost for signpost in pack.programme.signposts if signpost.id == name)
    where, rule = f"signposts.{name}", pack.programme.engagement
    if signpost.line.time:
        months = pack.programme.months
        yield claim(f"{where}.line", signpost.line.time, months_in, months, f"{months} months")
    if signpost.gate and (figures := shares_in(signpost.line.label)):
        shown = str(rule.share)
        yield Claim(
            where=f"{where}.line",
            printed=signpost.line.label,
            figures=figures,
            stated=rule.share,
            shown=shown,
        )
    if signpost.span:
        yield from _span(f"{where}.span", signpost.span)


def _span(where: str, span: PrintedSpan) -> Iterator[Claim]:
    if not span.first:
        return
    printed = dates.months_in(span.as_printed)
    yield from _month(where, span.as_printed, span.first, printed[:1])
    yield from _month(where, span.as_printed, span.last or span.first, printed[-1:])


def _month(where: str, text: str, value: str, printed: tuple[dates.Printed, ...]) -> Iterator[Claim]:
    """A month agrees as far as both sides give it: the year and the day may be missing."""
    try:
        figures = frozenset(value if date.agrees_with(value) else date for date in printed)
    except ValueError:
        return
    yield Claim(where=where, printed=text, figures=figures, stated=value, shown=value)


def _elsewhere(where: str, passage: Elsewhere, read: Reader) -> Iterator[Claim]:
    where = f"{where}.elsewhere"
    if passage.count is not None:
        count = passage.count
        yield Claim(
            where=where,
            printed=passage.as_printed,
            figures=_counts(passage.as_printed),
            stated=count,
            shown=str(count),
        )
    if passage.minutes is not None:
        minutes = passage.minutes
        yield claim(where, passage.as_printed, read, minutes, hours(minutes))
    elif passage.count is None and (lengths := read(passage.as_printed)):
        yield Claim(
            where=where,
            printed=passage.as_printed,
            figures=lengths,
            stated=None,
            shown="left out (`minutes:`)",
        )


def _mentions(pack: CheckedPack) -> Iterator[Claim]:
    components = {component.id: component for component in pack.programme.components}
    for position, mention in enumerate(pack.programme.mentions):
        component = components.get(mention.component or "")
        if component is None:
            continue
        where, text = f"mentions.{position}", mention.as_printed
        minutes = stated(pack.programme, component)
        if lengths := _minutes(day_length(pack.programme, component))(text):
            yield Claim(where=where, printed=text, figures=lengths, stated=minutes, shown=hours(minutes))
        elif component.count is not None and (counts := _counts(text)):
            count = component.count
            yield Claim(where=where, printed=text, figures=counts, stated=count, shown=str(count))


def _assessment(pack: CheckedPack, name: str, printed: Printed) -> Iterator[Claim]:
    assessment, where = pack.programme.assessment, f"assessment.printed.{name}"
    if name in LABELS or name not in Assessment.model_fields:
        return
    if name == "windows":
        yield from _windows(pack, where, printed)
        return
    reader, value, shown = _of_field(assessment, name)
    yield claim(where, printed.as_printed, reader, value, shown, taken=printed)


def _windows(pack: CheckedPack, where: str, printed: Printed) -> Iterator[Claim]:
    months = pack.programme.months
    if months_in(printed.as_printed):
        yield claim(where, printed.as_printed, months_in, months, f"{months} months", taken=printed)
        return
    text = printed.taken_as or printed.as_printed
    for window, date in zip(pack.programme.assessment.windows, dates.months_in(text), strict=False):
        yield from _month(where, text, window.first, (date,))


def _of_field(assessment: Assessment, name: str) -> tuple[Reader, object, str]:
    """How to read what is printed about a field of the assessment, its value, and its value in words."""
    value = getattr(assessment, name)
    if isinstance(value, time):
        return times_in, value, f"{value:%H:%M}"
    if name.startswith("pass_"):
        return _share(assessment.pass_numerator, assessment.pass_denominator)
    if name.startswith("borderline_"):
        return _share(assessment.borderline_numerator, assessment.borderline_denominator)
    readers: dict[str, Reader] = {
        "days": _calendar_days,
        "tolerance_seconds": seconds_in,
        "max_attempts": _attempts,
        "open_book": _open_book,
        "zone": _zones,
        "detailed_feedback": _results,
    }
    if name == "detailed_feedback":
        return _results, frozenset(value), " and ".join(value) or "none"
    if name == "open_book":
        return _open_book, value, "open book" if value else "closed book"
    return readers.get(name, numbers), value, f"{value:,}" if isinstance(value, int) else str(value)


def _minutes(length: Fraction | None) -> Reader:
    return lambda text: minutes_in(text, hours_in_day=length)


def _counts(text: str) -> Figures:
    """Numbers of things: `three days`, `x 3`; with `once` and `twice`."""
    words = {"once": 1, "twice": 2}
    return numbers(text) | {Fraction(words[token.word]) for token in tokens(text) if token.word in words}


def _calendar_days(text: str) -> Figures:
    if "working" in text.lower():
        return frozenset({"working days"})
    return days_in(text) or numbers(text)


def _attempts(text: str) -> Figures:
    """`two attempts`, `twice`, `one resit`, `a second attempt`."""
    words = tokens(text)
    again = any(token.word.startswith(("resit", "retake", "resubmi", "re-sit")) for token in words)
    counts = _counts(text) | {Fraction(ORDINALS[token.word]) for token in words if token.word in ORDINALS}
    if again and not counts:
        return frozenset({Fraction(2)})
    return frozenset(count + 1 for count in counts) if again else counts


def _open_book(text: str) -> Figures:
    plain = text.lower().replace("-", " ")
    return frozenset({kind == "open" for kind in ("open", "closed") if f"{kind} book" in plain})


def _zones(text: str) -> Figures:
    uk = ("uk time", "london", "gmt", "bst", "british", "english", "england")
    named = {text.strip()} if "/" in text else set()
    return frozenset(named | ({"Europe/London"} if any(word in text.lower() for word in uk) else set()))


def _results(text: str) -> Figures:
    plain = text.lower()
    names = {name for name, stem in (("fail", "fail"), ("borderline", "borderline")) if stem in plain}
    return frozenset({frozenset(names)}) if names else frozenset()


def _share(numerator: int, denominator: int) -> tuple[Reader, object, str]:
    """A share, printed as such or as a number of marks out of the whole that the pack gives."""

    def read(text: str) -> Figures:
        marks = numbers(text) if denominator else frozenset()
        return shares_in(text) or frozenset(number / denominator for number in marks)

    return read, Fraction(numerator, denominator) if denominator else None, f"{numerator}/{denominator}"
