"""The items of a programme: what participants do, when, and where the route map shows it."""

from __future__ import annotations

from datetime import time

from waymark.ground.programmes.values.base import Day, Id, Minutes, Value
from waymark.ground.programmes.values.kinds import Actor, CatchUp, Mode, Way
from waymark.ground.programmes.values.printed import Assumed, Elsewhere


class RouteLine(Value):
    """One line of a printed route map."""

    number: int
    """Its number, counted from the top of the map."""
    label: str
    """What the line calls it."""
    kind: str | None = None
    """The type that the map gives it, such as self-directed study."""
    time: str | None = None
    """Its length as printed."""
    footnote: str | None = None
    """The footnote mark on the line."""


class PrintedSpan(Value):
    """When an item takes place: the months as printed, and as this pack interprets them."""

    as_printed: str
    first: str | None = None
    """`YYYY-MM` or `YYYY-MM-DD` as printed."""
    last: str | None = None
    taken_first: str | None = None
    taken_last: str | None = None
    reason: str | None = None


class Signpost(Value):
    """A line of the route map that isn't an item, such as an invitation, the engagement check or the assessment."""

    id: Id
    line: RouteLine
    span: PrintedSpan | None = None
    gate: bool = False
    """Whether the engagement rule is checked here."""
    access: bool = False
    """Whether by its last day everyone should have tried the practice assessment."""


class Plan(Value):
    """When an item takes place in a cohort's calendar."""

    day: Day
    """Days after the cohort's first day. The first day is 0."""
    until_day: Day | None = None
    """The last day of an item that is open for several days."""
    starts: time | None = None
    """Local start time of a session. An item that is open for several days has none."""
    venue: str | None = None
    assumed: Assumed | None = None


class StudyPage(Value):
    id: Id
    title: str
    minutes: Minutes
    text: str
    """Markdown, in your own words. In a pack, `file: study/page.md` reads it from a file."""
    statements: tuple[str, ...] = ()


class Item(Value):
    """One thing that a participant, mentor or coach does, such as a workshop or a set of questions."""

    id: Id
    title: str
    says: str = ""
    """What it is about, in your own words."""
    module: Id | None = None
    component: Id | None = None
    way: Way
    mode: Mode
    actor: Actor = Actor.PARTICIPANT
    minutes: Minutes
    counts: bool
    """Whether its minutes count in the engagement rule."""
    catch_up: CatchUp = CatchUp.NONE
    after: tuple[Id, ...] = ()
    """Items that must be finished first."""
    alternatives: tuple[str, ...] = ()
    """Venues or dates from which a participant chooses one."""
    line: RouteLine | None = None
    """Its line on the printed route map. Leave it out if the map doesn't show the item."""
    span: PrintedSpan | None = None
    elsewhere: tuple[Elsewhere, ...] = ()
    """What other passages of the document print about this item."""
    plan: Plan
    statements: tuple[str, ...] = ()
    """Codes of the framework statements taught here."""
    question_set: Id | None = None
    """For an answered item: the question set."""
    pages: tuple[StudyPage, ...] = ()
    """For a studied item: the pages to read."""
    footnotes: tuple[str, ...] = ()
    """Marks of the footnotes about this item."""
    assumed: Assumed | None = None
