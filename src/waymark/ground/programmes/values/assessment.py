"""The written assessment: its window, its limits and its pass mark."""

from __future__ import annotations

from datetime import time
from typing import Annotated

from pydantic import Field

from waymark.ground.programmes.values.base import Id, Value
from waymark.ground.programmes.values.declaration import OF_WAYMARK, AssessmentDeclaration
from waymark.ground.programmes.values.items import Plan
from waymark.ground.programmes.values.printed import Assumed, Printed

RESULTS_WITH_FEEDBACK = ("fail", "borderline")
"""The results after which detailed feedback can be given."""


class PrintedWindow(Value):
    id: Id
    as_printed: str
    first: str
    """The month in which the window opens, as `YYYY-MM`."""


class OutageRule(Value):
    """What a verified outage of the site does to the close. Two people confirm each outage.

    The close moves for everyone by `adds_hours`, or by the length of the outage in whole hours, rounded up, if that is
    more.
    """

    at_least_minutes: Annotated[int, Field(ge=1, le=1440)]
    """Shorter outages change nothing."""
    in_last_hours: Annotated[int, Field(ge=1, le=1440)]
    """Only an outage during the last hours before the close changes it."""
    adds_hours: Annotated[int, Field(ge=1, le=336)]


class Assessment(Value):
    days: Annotated[int, Field(ge=1, le=60)]
    """Calendar days, including the first and the last."""
    opens_time: time
    closes_time: time
    """The window closes at the end of this minute."""
    zone: str
    max_words: Annotated[int, Field(ge=1, le=100_000)]
    case_min_words: Annotated[int, Field(ge=0, le=100_000)]
    open_book: bool
    form_printed: str | None = None
    """What the document calls the task, such as a case study."""
    questions_say: tuple[str, ...] = ()
    """What the questions ask for and how they are built, in your own words."""
    marking_says: tuple[str, ...] = ()
    """How answers are marked, in your own words."""
    windows: tuple[PrintedWindow, ...] = ()
    tolerance_seconds: Annotated[int, Field(ge=0, le=86_400)] = 180
    may_take_back: bool = True
    """Whether participants can withdraw a submission and submit again before the window closes."""
    declaration: AssessmentDeclaration = OF_WAYMARK
    outage: OutageRule | None = None
    """Without it, no outage moves the close for everyone."""
    conditions: tuple[str, ...] = ()
    """Named conditions that must be met before the assessment opens, besides the engagement rule."""
    pass_numerator: int
    pass_denominator: int
    borderline_numerator: int = 1
    """Half the width of the borderline band, as a share of full marks: numerator over denominator."""
    borderline_denominator: int = 20
    max_attempts: Annotated[int, Field(ge=1, le=20)] = 2
    detailed_feedback: tuple[str, ...] = ("fail", "borderline")
    """Which results come with detailed feedback: `fail`, `borderline` or both."""
    plan: Plan
    """When the window opens, counted from the cohort's first day."""
    assumed: dict[str, Assumed] = Field(default_factory=dict)
    """Which of these fields the document doesn't give, each with its reason."""
    printed: dict[str, Printed] = Field(default_factory=dict)
