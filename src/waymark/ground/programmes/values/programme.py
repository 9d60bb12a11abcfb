"""The programme as a whole, with its footnotes, declaration deadlines and notes."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Annotated

from pydantic import Field

from waymark.ground.programmes.conditions import ENGAGEMENT
from waymark.ground.programmes.values.applications import Applications
from waymark.ground.programmes.values.assessment import Assessment
from waymark.ground.programmes.values.base import Id, Minutes, Value
from waymark.ground.programmes.values.engagement import EngagementRule, Gate
from waymark.ground.programmes.values.enquiries import Enquiries, InternationalPartner
from waymark.ground.programmes.values.fees import Fee
from waymark.ground.programmes.values.inspection import InspectionTemplate
from waymark.ground.programmes.values.items import Item, Signpost
from waymark.ground.programmes.values.parts import Component, Mention, Module, Strand
from waymark.ground.programmes.values.printed import Assumed, Printed
from waymark.ground.programmes.values.provider import ProviderFacts
from waymark.ground.programmes.values.questions import QuestionSet
from waymark.ground.programmes.values.requirements import Requirement

DECLARATIONS = ("started", "retained-1", "retained-2", "completed")
"""The DfE's names for the declarations of a leadership NPQ, in their order."""


class Footnote(Value):
    mark: str
    as_printed: str
    """A short label for the subject of the footnote."""
    says: str
    """What the footnote says, in your own words."""


class DeclarationDeadline(Value):
    """The date by which a declaration must reach the DfE, from the DfE's published schedule."""

    declaration: str
    """`started`, `retained-1`, `retained-2` or `completed`."""
    on: date
    schedule: str


class AuthorNote(Value):
    """A problem that the author noticed and that the checker can't find. Listed as a note."""

    code: str
    where: str
    """The dotted place in the pack, such as `components.seminars`."""
    says: str
    """What is wrong."""
    fix: str
    """How to fix it. Packs that call this key `mend` are still read."""


class Programme(Value):
    """The whole programme."""

    id: Id
    title: str
    short_title: str
    qualification: str
    modelled_on: str
    """The published document on which the pack is modelled."""
    for_whom: str
    says: str
    """The programme in one paragraph, in your own words."""
    benefits: tuple[str, ...] = ()
    eligibility: tuple[str, ...] = ()
    provider: ProviderFacts
    framework: Id
    months: Annotated[int, Field(ge=1, le=120)]
    start: Printed
    start_month: str | None = None
    """The month in which the programme starts, as `YYYY-MM`, if the document gives it."""
    start_says: str | None = None
    """How the programme starts, in your own words."""
    plan_start: date | None = None
    """The first day of the cohort for which you wrote the plan. The checker uses it to work out dates."""
    stated_minutes: Minutes | None = None
    """The total that the document states, if it states one."""
    stated_printed: Printed | None = None
    formative_says: tuple[str, ...] = ()
    """What formative assessment does on this programme, in your own words."""
    hours_per_day: dict[str, Fraction] = Field(default_factory=dict)
    """The number of hours in a day, by component id. `*` applies to all other components."""
    strands: tuple[Strand, ...]
    components: tuple[Component, ...]
    modules: tuple[Module, ...] = ()
    items: tuple[Item, ...]
    question_sets: tuple[QuestionSet, ...] = ()
    signposts: tuple[Signpost, ...] = ()
    mentions: tuple[Mention, ...] = ()
    engagement: EngagementRule
    requirements: tuple[Requirement, ...] = ()
    """What participants must take part in, if that is more than one share of all minutes. All must be met, and they are
    asked instead of `engagement`."""
    assessment: Assessment
    fee: Fee | None = None
    applications: Applications | None = None
    """How a place is given. If you leave it out, two people review each application."""
    enquiries: Enquiries | None = None
    """When a visitor’s question is answered. If you leave it out, `provider.enquiries_hours` applies."""
    international_partners: tuple[InternationalPartner, ...] = ()
    """Organisations to which you refer people who work outside England."""
    inspection_packs: tuple[InspectionTemplate, ...] = ()
    """What packs for inspectors consist of, besides one with every section."""
    footnotes: tuple[Footnote, ...] = ()
    deadlines: tuple[DeclarationDeadline, ...] = ()
    notes: tuple[AuthorNote, ...] = ()
    assumed: dict[str, Assumed] = Field(default_factory=dict)
    """Everything that `assumed.yaml` adds, by dotted place. The loader fills it in."""
    demonstration: bool = True
    """Whether the programme is for demonstration only."""

    def item(self, id: str) -> Item:
        return next(item for item in self.items if item.id == id)

    def question_set(self, id: str) -> QuestionSet:
        return next(question_set for question_set in self.question_sets if question_set.id == id)

    def reasons_assumed(self, *places: str) -> tuple[str, ...]:
        """Why the values at these dotted places are assumed: on their own, in part or with the whole around them."""
        reasons = [
            assumed.reason
            for place in places
            for where, assumed in self.assumed.items()
            if f"{place}.".startswith(f"{where}.") or f"{where}.".startswith(f"{place}.")
        ]
        return tuple(dict.fromkeys(reasons))

    @property
    def base_minutes(self) -> int:
        """The minutes on which the engagement rule is based: those of every item that counts."""
        return sum(item.minutes for item in self.items if item.counts)

    @property
    def all_requirements(self) -> tuple[Requirement, ...]:
        """The requirements that the pack lists, or else its engagement rule as one."""
        rule = self.engagement
        return self.requirements or (
            Requirement(
                id=ENGAGEMENT,
                title="",
                comparator=rule.comparator,
                numerator=rule.numerator,
                denominator=rule.denominator,
                asked_at=(rule.asked_at,),
                printed=rule.printed,
            ),
        )

    @property
    def is_asked_before_sitting(self) -> bool:
        """Whether a requirement must be met before the assessment opens."""
        return any(Gate.SITTING in requirement.asked_at for requirement in self.all_requirements)

    @property
    def gate_conditions(self) -> tuple[str, ...]:
        """Names of all conditions that must be met before the assessment opens, engagement first."""
        engagement = (ENGAGEMENT,) if self.is_asked_before_sitting else ()
        return tuple(dict.fromkeys(engagement + self.assessment.conditions))
