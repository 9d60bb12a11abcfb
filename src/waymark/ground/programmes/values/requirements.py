"""What a participant must take part in, beside or instead of one share of all minutes: hurdles, counts and weights."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import Annotated

from pydantic import Field

from waymark.ground.programmes.values.base import Id, Minutes, Value
from waymark.ground.programmes.values.engagement import Comparator, Gate
from waymark.ground.programmes.values.items import Item
from waymark.ground.programmes.values.kinds import Mode, Way
from waymark.ground.programmes.values.printed import Printed


class Measure(StrEnum):
    """What is counted."""

    MINUTES = "minutes"
    """The minutes of the selected items."""
    ITEMS = "items"
    """How many of the selected items are complete."""
    WEIGHTS = "weights"
    """The share of each component, with a weight for each."""


class Selection(Value):
    """Which items a requirement is about: those that count and agree with every list that is given."""

    components: tuple[Id, ...] = ()
    modules: tuple[Id, ...] = ()
    modes: tuple[Mode, ...] = ()
    ways: tuple[Way, ...] = ()
    items: tuple[Id, ...] = ()
    without: tuple[Id, ...] = ()
    """Items that are left out."""

    def selects(self, item: Item) -> bool:
        lists = (
            (self.components, item.component),
            (self.modules, item.module),
            (self.modes, item.mode),
            (self.ways, item.way),
            (self.items, item.id),
        )
        return (
            item.counts and item.id not in self.without and all(not ids or own in ids for ids, own in lists)
        )


class Requirement(Value):
    """One thing that is required of every participant. All requirements of a programme must be met."""

    id: Id
    title: str
    """What it is about, such as “Live sessions”; it begins the sentence."""
    of: Selection = Selection()
    """The items that it is about. If you leave it out: every item that counts."""
    measure: Measure = Measure.MINUTES
    weights: dict[Id, Annotated[int, Field(ge=1, le=1000)]] = Field(default_factory=dict)
    """The weight of each component, such as `{sessions: 50, quizzes: 30, reflections: 20}`."""
    comparator: Comparator
    numerator: Annotated[int, Field(ge=0)]
    denominator: Annotated[int, Field(gt=0)]
    asked_at: tuple[Gate, ...]
    most_catch_up: Minutes | None = None
    """How many minutes of catching up count at most. If you leave it out, all of them do."""
    printed: Printed | None = None

    @property
    def share(self) -> Fraction:
        return Fraction(self.numerator, self.denominator)

    @property
    def is_strict(self) -> bool:
        """Whether exactly the share is not enough."""
        return self.comparator is Comparator.GREATER_THAN
