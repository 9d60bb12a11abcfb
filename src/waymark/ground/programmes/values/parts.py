"""The parts of a programme: strands, components, modules and mentions."""

from __future__ import annotations

from fractions import Fraction

from waymark.ground.programmes.values.base import Id, Minutes, Value
from waymark.ground.programmes.values.kinds import Mode
from waymark.ground.programmes.values.printed import Assumed, Elsewhere, Printed


class Strand(Value):
    id: Id
    title: str
    says: str
    """What the strand is about, in your own words."""
    sections: tuple[int, ...] = ()
    """Numbers of the framework sections that this strand covers. A section can belong to several strands."""
    touches: tuple[int, ...] = ()
    """Numbers of other sections that this strand draws on."""


class Component(Value):
    """One line of the document's table of parts, such as workshops or coaching."""

    id: Id
    title: str
    says: str = ""
    mode: Mode
    count: int | None = None
    """The number of sessions, if the document gives it."""
    unit_minutes: Minutes | None = None
    """The minutes of one session, if the document gives them."""
    minutes: Minutes
    """The total minutes, as this pack interprets them."""
    stated_minutes: Minutes | None = None
    """The total minutes that the document states, if they differ from `minutes`."""
    stated_days: Fraction | None = None
    """The total in days, if the document gives days. `hours_per_day` converts them to minutes."""
    printed: Printed | None = None
    elsewhere: tuple[Elsewhere, ...] = ()
    """What other passages of the document print about this component."""
    modes_printed: tuple[Mode, ...] = ()
    """Every mode that the document gives. More than one is a contradiction."""
    assumed: Assumed | None = None


class Module(Value):
    id: Id
    title: str
    first_month: str | None = None
    """The first month as `YYYY-MM`, if the document gives it."""
    last_month: str | None = None
    statements: tuple[str, ...] = ()
    """Codes of the statements that this module covers. Its items must teach all of them."""
    assumed: Assumed | None = None


class Mention(Value):
    """An activity that the document mentions in its text."""

    as_printed: str
    component: Id | None = None
    """The component that includes its time, if there is one."""
