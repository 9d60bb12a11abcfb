"""What the public page of a programme says, worked out from the pack: no sentence knows a provider.

A value that the document does not say carries its reason (`assumed`); where the document contradicts
itself the printed value and the taken one stand together (`Contradiction`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from waymark.ground.programmes.values import Framework, Programme
from waymark.journey.apply.public.facts import Fact, facts, money, takes, window
from waymark.journey.apply.public.saying import contradiction
from waymark.journey.apply.public.way import Part, Stretch, parts, way
from waymark.kit import show


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
    each_part = tuple(parts(programme))
    return Page(
        facts=tuple(facts(programme, starts_on)),
        hours=show.hours(programme.base_minutes),
        hours_contradiction=_stated(programme),
        parts=each_part,
        longest=max((part.minutes for part in each_part), default=0),
        way=tuple(way(programme, shared=bool(shared))),
        way_assumed=shared,
        is_dated=any(item.span for item in programme.items),
        strands=tuple(_strands(programme, framework)),
        takes=tuple(takes(programme)),
        window=tuple(window(programme.assessment)),
        money=tuple(money(programme)),
    )


def _stated(programme: Programme) -> str:
    printed = programme.stated_printed
    if printed is None or programme.stated_minutes in (None, programme.base_minutes):
        return ""
    return contradiction(printed.as_printed, printed.taken_as, printed.reason)


def _strands(programme: Programme, framework: Framework) -> Iterable[Learned]:
    title = {section.number: section.title for section in framework.sections}
    for strand in programme.strands:
        home = show.listed([title[number] for number in strand.sections if number in title])
        touches = show.listed([title[number] for number in strand.touches if number in title])
        yield Learned(strand.title, strand.says, home, touches)
