"""What the public page of a programme says, worked out from the pack: no sentence knows a provider.

A value that the document does not say carries its reason (`assumed`); where the document contradicts
itself the printed value and the taken one stand together (`Contradiction`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from waymark.ground.hours.rules import least_minutes
from waymark.ground.programmes.values import (
    Actor,
    Assessment,
    Assumed,
    Framework,
    Gate,
    Item,
    Mode,
    Programme,
)
from waymark.journey.apply.rules import with_vat
from waymark.kit import show

MODES = {
    Mode.IN_PERSON: "Face to face",
    Mode.ONLINE_LIVE: "Online, live",
    Mode.SELF_STUDY: "In your own time",
    Mode.ONE_TO_ONE: "One to one",
    Mode.GROUP: "In a group",
    Mode.OWN_SCHOOL: "In your own schools",
    Mode.VLE: "Online, in your own time",
}


@dataclass(frozen=True)
class Fact:
    """A part of the page in `kit/parts/facts.html`: label, value, a line more, and why it is assumed."""

    label: str
    value: str
    text: str = ""
    assumed: str = ""


@dataclass(frozen=True)
class Part:
    """One line of where the hours go."""

    title: str
    says: str
    minutes: int
    contradiction: str = ""
    assumed: str = ""


@dataclass(frozen=True)
class Stop:
    title: str
    how: str
    when: str
    minutes: int
    whose: str = ""
    contradiction: str = ""
    assumed: str = ""


@dataclass(frozen=True)
class Stretch:
    """A module, or what goes beside the modules."""

    title: str
    minutes: int
    stops: tuple[Stop, ...]
    assumed: str = ""


@dataclass(frozen=True)
class Learned:
    """A strand, with the sections of the national framework that have their home in it or are drawn on."""

    title: str
    says: str
    sections: str
    touches: str = ""


@dataclass(frozen=True, kw_only=True)
class Page:
    facts: tuple[Fact, ...]
    hours: str
    hours_contradiction: str
    parts: tuple[Part, ...]
    longest: int
    way: tuple[Stretch, ...]
    way_assumed: str
    is_dated: bool
    """Whether the document gives any item a month."""
    strands: tuple[Learned, ...]
    takes: tuple[str, ...]
    window: tuple[Fact, ...]
    money: tuple[Fact, ...]


def page_of(programme: Programme, framework: Framework, *, starts_on: date | None) -> Page:
    """Everything the public page shows. `starts_on` is the first day of the next cohort, if one is open."""
    reasons = {item.assumed.reason for item in programme.items if item.assumed}
    shared = reasons.pop() if len(reasons) == 1 and all(item.assumed for item in programme.items) else ""
    parts = tuple(_parts(programme))
    return Page(
        facts=tuple(_facts(programme, starts_on)),
        hours=show.hours(programme.base_minutes),
        hours_contradiction=_stated(programme),
        parts=parts,
        longest=max((part.minutes for part in parts), default=0),
        way=tuple(_way(programme, shared=bool(shared))),
        way_assumed=shared,
        is_dated=any(item.span for item in programme.items),
        strands=tuple(_strands(programme, framework)),
        takes=tuple(_takes(programme)),
        window=tuple(_window(programme.assessment)),
        money=tuple(_money(programme)),
    )


def _facts(programme: Programme, starts_on: date | None) -> Iterable[Fact]:
    printed = programme.start.as_printed
    if starts_on:
        yield Fact("Starts", show.long_date(starts_on), f"The published document prints: {printed}.")
    else:
        yield Fact(
            "Starts",
            "To be announced" if printed == "TBC" else printed,
            "As the published document prints it.",
        )
    yield Fact(
        "Takes",
        f"{programme.months} months, {show.hours(programme.base_minutes)}",
        "Beside your work; counted in minutes.",
    )
    yield next(iter(_money(programme)))
    task = programme.assessment
    assumed = " ".join(filter(None, (_why(task, field) for field in ("days", "max_words", "open_book"))))
    yield Fact(
        "Ends with",
        f"One {task.form_printed or 'written task'}",
        f"{show.number(task.max_words)} words at most, {task.days} days{', open book' if task.open_book else ''}.",
        assumed,
    )


def _money(programme: Programme) -> Iterable[Fact]:
    fee = programme.fee
    if fee is None:
        yield Fact("Costs", "Ask us", "The published document names no fee.")
        return
    extra = f"{_pounds(with_vat(fee.pence))} with VAT at 20%." if fee.vat_extra else "VAT is included."
    yield Fact("Costs", f"{_pounds(fee.pence)}{' + VAT' if fee.vat_extra else ''}", extra)
    if fee.scholarship:
        yield Fact("Scholarships", "", fee.scholarship)
    if fee.international:
        yield Fact("Independent and international schools", "", fee.international)


def _pounds(pence: int) -> str:
    whole, rest = divmod(pence, 100)
    return f"£{whole:,}.{rest:02}" if rest else f"£{whole:,}"


def _stated(programme: Programme) -> str:
    printed = programme.stated_printed
    if printed is None or programme.stated_minutes in (None, programme.base_minutes):
        return ""
    return _contradiction(printed.as_printed, printed.taken_as, printed.reason)


def _contradiction(as_printed: str, taken_as: str | None, reason: str | None) -> str:
    if not taken_as:
        return ""
    return f"The document prints “{as_printed}”; taken here: {taken_as}. {reason or ''}".strip()


def _parts(programme: Programme) -> Iterable[Part]:
    for component in programme.components:
        printed = component.printed
        said = _contradiction(printed.as_printed, printed.taken_as, printed.reason) if printed else ""
        if len(component.modes_printed) > 1:
            modes = show.listed([MODES[mode].lower() for mode in component.modes_printed])
            said = f"{said} The document gives it two forms: {modes}.".strip()
        yield Part(
            component.title,
            f"{MODES[component.mode]}. {component.says}".strip(),
            _counting(item for item in programme.items if item.component == component.id),
            said,
            _reason(component.assumed),
        )
    named = {component.id for component in programme.components}
    others = [item for item in programme.items if item.counts and item.component not in named]
    if others:
        titles = show.listed([item.title for item in others])
        yield Part("Outside the document's table", f"{titles}.", _counting(others))


def _counting(items: Iterable[Item]) -> int:
    return sum(item.minutes for item in items if item.counts)


def _way(programme: Programme, *, shared: bool) -> Iterable[Stretch]:
    before = [item for item in programme.items if item.module is None]
    for module in programme.modules:
        items = [item for item in programme.items if item.module == module.id]
        yield _stretch(module.title, items, shared=shared, assumed=_reason(module.assumed))
    if before:
        yield _stretch("Beside the modules" if programme.modules else "The programme", before, shared=shared)


def _stretch(title: str, items: Sequence[Item], *, shared: bool, assumed: str = "") -> Stretch:
    minutes = sum(item.minutes for item in items if item.actor is Actor.PARTICIPANT)
    return Stretch(title, minutes, tuple(_stop(item, shared=shared) for item in items), assumed)


def _stop(item: Item, *, shared: bool) -> Stop:
    span = item.span
    when, said = "", ""
    if span:
        when = span.as_printed
        if span.taken_first:
            when = _months(span.taken_first, span.taken_last or span.taken_first)
            said = _contradiction(span.as_printed, when, span.reason)
    places = f", {' or '.join(item.alternatives)}" if item.alternatives else ""
    return Stop(
        title=item.title,
        how=f"{MODES[item.mode]}{places}",
        when=when,
        minutes=item.minutes,
        whose="" if item.actor is Actor.PARTICIPANT else f"Your {item.actor.value}’s time, not yours",
        contradiction=said,
        assumed="" if shared else _reason(item.assumed),
    )


def _months(first: str, last: str) -> str:
    said = [f"{date.fromisoformat(f'{one[:7]}-01'):%B %Y}" for one in (first, last)]
    return said[0] if said[0] == said[1] else f"{said[0]} to {said[1]}"


def _strands(programme: Programme, framework: Framework) -> Iterable[Learned]:
    title = {section.number: section.title for section in framework.sections}
    for strand in programme.strands:
        home = show.listed([title[number] for number in strand.sections if number in title])
        touches = show.listed([title[number] for number in strand.touches if number in title])
        yield Learned(strand.title, strand.says, home, touches)


def _takes(programme: Programme) -> Iterable[str]:
    rule, base = programme.engagement, programme.base_minutes
    asked = (
        "before you write the assessment" if rule.asked_at is Gate.SITTING else "when the award is decided"
    )
    share = show.share(rule.share)
    least = show.hours(least_minutes(of=base, rule=rule))
    more = "more than" if rule.is_strict else "at least"
    expected = f" Hoped for: {rule.expected}." if rule.expected else ""
    yield f"Take part in {more} {share} of the {show.hours(base)}: {least} or more. This is asked {asked}.{expected}"
    task = programme.assessment
    yield f"Pass the {task.form_printed or 'assessment'}, written within {task.days} days."


def _window(task: Assessment) -> Iterable[Fact]:
    windows = show.listed([one.as_printed for one in task.windows])
    if windows:
        yield Fact("Windows", windows)
    yield Fact("Length", show.counted(task.days, "calendar day", "calendar days"), "", _why(task, "days"))
    yield Fact("Opens", f"{task.opens_time:%H:%M} on the first day", "", _why(task, "opens_time"))
    yield Fact(
        "Closes",
        f"{task.closes_time:%H:%M} on the last day",
        f"Time of {task.zone.replace('/', ', ')}.",
        _why(task, "closes_time"),
    )
    yield Fact("Words at most", show.number(task.max_words), "", _why(task, "max_words"))
    yield Fact(
        "The case",
        f"{show.number(task.case_min_words)} words or more to read",
        "",
        _why(task, "case_min_words"),
    )
    yield Fact("Books and notes", "Allowed" if task.open_book else "Not allowed", "", _why(task, "open_book"))
    percent = show.share((task.pass_numerator, task.pass_denominator))
    yield Fact("Pass mark", percent, "", _why(task, "pass_numerator"))
    yield Fact("Attempts", show.in_words(task.max_attempts).capitalize(), "", _why(task, "max_attempts"))
    detail = " or ".join(
        {"fail": "a fail", "borderline": "a borderline result"}.get(one, one)
        for one in task.detailed_feedback
    )
    yield Fact("Feedback in detail", f"After {detail}", "", _why(task, "detailed_feedback"))


def _why(task: Assessment, field: str) -> str:
    return _reason(task.assumed.get(field))


def _reason(assumed: Assumed | None) -> str:
    return assumed.reason if assumed else ""
