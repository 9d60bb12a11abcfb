"""The public page of a programme, worked out from its pack: no sentence here knows a provider.

A value that the document does not give has the reason why it was assumed (`assumed`), and one that is read
differently has what is printed (`contradiction`). Both are for the provider's staff: `for_the_public` is the page
that everyone else gets.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from waymark.ground.programmes.values import Framework, Programme
from waymark.journey.apply.programmes.facts import Fact, award_conditions, key_facts, price, window
from waymark.journey.apply.programmes.months import MonthHours, months_of
from waymark.journey.apply.programmes.picture import RoutePicture, picture_of
from waymark.journey.apply.programmes.route import HoursPart, RouteItem, RouteSection, hours_parts, route
from waymark.journey.apply.programmes.words import NOT_STATED, contradiction_in, reasons_for
from waymark.kit import formatting

CHOSEN = "Chosen for this demonstration."


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
    is_dated: bool
    """Whether the document gives any item a month."""
    strands: tuple[StrandSummary, ...]
    award_conditions: tuple[str, ...]
    window: tuple[Fact, ...]
    award_contradiction: str
    price: tuple[Fact, ...]
    months: tuple[MonthHours, ...]
    longest_month: int
    picture: RoutePicture | None
    assumed: Mapping[str, str]
    """Why a section of the page is assumed as a whole, by its name. For staff."""
    is_demonstration: bool

    def for_the_public(self) -> ProgrammePage:
        """The facts, and whose they are: without reasons, and without what the provider never stated.

        A demonstration says which facts the published documents contradict and which were chosen for it. A
        provider's own page only gives the facts that apply.
        """
        return replace(
            self,
            facts=self._public(self.facts),
            price=self._public(self.price),
            window=self._public(self.window),
            hours_contradiction=self.hours_contradiction if self.is_demonstration else "",
            award_contradiction=self.award_contradiction if self.is_demonstration else "",
            parts=tuple(self._without_sources(part) for part in self.parts),
            route=tuple(
                replace(
                    section, items=tuple(self._without_sources(item) for item in section.items), assumed=""
                )
                for section in self.route
            ),
            assumed={},
        )

    def _public(self, facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
        stated = (fact for fact in facts if fact.is_stated or (fact.assumed and fact.assumed != NOT_STATED))
        return tuple(self._without_sources(self._with_owner(fact)) for fact in stated)

    def _with_owner(self, fact: Fact) -> Fact:
        if not (self.is_demonstration and fact.assumed):
            return fact
        return replace(fact, text=f"{fact.text} {CHOSEN}".strip())

    def _without_sources[Value: (Fact, HoursPart, RouteItem)](self, value: Value) -> Value:
        return replace(value, assumed="", contradiction=value.contradiction if self.is_demonstration else "")


def page_of(programme: Programme, framework: Framework, *, starts_on: date | None) -> ProgrammePage:
    """Everything that the page can show. `starts_on` is the first day of the next cohort, if one is open."""
    parts = tuple(hours_parts(programme))
    shared = _shared_assumption(programme)
    months = months_of(programme, starts_on=starts_on)
    return ProgrammePage(
        facts=tuple(key_facts(programme, starts_on)),
        hours=formatting.duration(programme.base_minutes),
        hours_contradiction=_hours_contradiction(programme),
        parts=parts,
        longest=max((part.minutes for part in parts), default=0),
        route=tuple(route(programme, is_shared=bool(shared))),
        is_dated=any(item.span for item in programme.items),
        strands=tuple(_strands(programme, framework)),
        award_conditions=tuple(award_conditions(programme)),
        window=tuple(window(programme)),
        award_contradiction=contradiction_in(programme.engagement.printed),
        price=tuple(price(programme)),
        months=tuple(months),
        longest_month=max((month.minutes for month in months), default=0),
        picture=picture_of(programme, starts_on=starts_on),
        assumed=_assumed_sections(programme, shared),
        is_demonstration=programme.demonstration,
    )


def _shared_assumption(programme: Programme) -> str:
    """The reason why every item was assumed, if it is the same for all."""
    reasons = {item.assumed.reason for item in programme.items if item.assumed}
    if len(reasons) == 1 and all(item.assumed for item in programme.items):
        return reasons.pop()
    return ""


def _assumed_sections(programme: Programme, shared: str) -> dict[str, str]:
    """Why each section is assumed, if it is. `shared` is the reason that all items of the route share."""
    places = {
        "introduction": ("title", "says", "qualification"),
        "audience": ("for_whom", "eligibility"),
        "benefits": ("benefits",),
        "start": ("start_says",),
        "enquiries": ("provider",),
        "award": ("engagement",),
        "strands": ("strands",),
        "formative": ("formative_says",),
        "questions": ("assessment.questions_say",),
        "marking": ("assessment.marking_says",),
        "footnotes": ("footnotes",),
        "partners": ("provider.partners",),
        "international": ("international_partners",),
    }
    reasons = {name: reasons_for(programme, *where) for name, where in places.items()}
    return {name: reason for name, reason in {**reasons, "route": shared}.items() if reason}


def _hours_contradiction(programme: Programme) -> str:
    if programme.stated_minutes in (None, programme.base_minutes):
        return ""
    return contradiction_in(programme.stated_printed)


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
