"""The public page of a programme, worked out from its pack: no sentence here knows a provider.

A value that the document does not give has the reason why it was assumed (`assumed`). That is for the provider's
staff: `without_assumptions` is the page that everyone else gets.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from waymark.ground.programmes.values import Framework, Programme
from waymark.journey.apply.programmes.facts import Fact, award_conditions, key_facts, price, window
from waymark.journey.apply.programmes.route import HoursPart, RouteItem, RouteSection, hours_parts, route
from waymark.journey.apply.programmes.words import contradiction
from waymark.kit import formatting


@dataclass(frozen=True)
class StrandSummary:
    """A strand, with the sections of the national framework that it covers and those it draws on."""

    title: str
    description: str
    sections: str
    draws_on: str = ""


@dataclass(frozen=True, kw_only=True)
class ProgrammePage:
    facts: tuple[Fact, ...]
    hours: str
    hours_contradiction: str
    parts: tuple[HoursPart, ...]
    longest: int
    route: tuple[RouteSection, ...]
    route_assumed: str
    is_dated: bool
    """Whether the document gives any item a month."""
    strands: tuple[StrandSummary, ...]
    award_conditions: tuple[str, ...]
    window: tuple[Fact, ...]
    price: tuple[Fact, ...]

    def without_assumptions(self) -> ProgrammePage:
        return replace(
            self,
            facts=_without(self.facts),
            parts=_without(self.parts),
            route=tuple(replace(section, items=_without(section.items)) for section in _without(self.route)),
            route_assumed="",
            window=_without(self.window),
        )


def _without[Value: (Fact, HoursPart, RouteItem, RouteSection)](
    values: tuple[Value, ...],
) -> tuple[Value, ...]:
    return tuple(replace(value, assumed="") for value in values)


def page_of(programme: Programme, framework: Framework, *, starts_on: date | None) -> ProgrammePage:
    """Everything the page can formatting. `starts_on` is the first day of the next cohort, if one is open."""
    parts = tuple(hours_parts(programme))
    shared = _shared_assumption(programme)
    return ProgrammePage(
        facts=tuple(key_facts(programme, starts_on)),
        hours=formatting.duration(programme.base_minutes),
        hours_contradiction=_hours_contradiction(programme),
        parts=parts,
        longest=max((part.minutes for part in parts), default=0),
        route=tuple(route(programme, is_shared=bool(shared))),
        route_assumed=shared,
        is_dated=any(item.span for item in programme.items),
        strands=tuple(_strands(programme, framework)),
        award_conditions=tuple(award_conditions(programme)),
        window=tuple(window(programme.assessment)),
        price=tuple(price(programme)),
    )


def _shared_assumption(programme: Programme) -> str:
    """The reason why every item was assumed, if it is the same for all."""
    reasons = {item.assumed.reason for item in programme.items if item.assumed}
    if len(reasons) == 1 and all(item.assumed for item in programme.items):
        return reasons.pop()
    return ""


def _hours_contradiction(programme: Programme) -> str:
    printed = programme.stated_printed
    if printed is None or programme.stated_minutes in (None, programme.base_minutes):
        return ""
    return contradiction(printed.as_printed, printed.taken_as, printed.reason)


def _strands(programme: Programme, framework: Framework) -> Iterable[StrandSummary]:
    titles = {section.number: section.title for section in framework.sections}
    for strand in programme.strands:
        yield StrandSummary(
            strand.title,
            strand.says,
            _listed(strand.sections, titles),
            _listed(strand.touches, titles),
        )


def _listed(numbers: Sequence[int], titles: dict[int, str]) -> str:
    return formatting.listed([titles[number] for number in numbers if number in titles])
