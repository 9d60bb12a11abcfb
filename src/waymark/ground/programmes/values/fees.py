"""The fee: how much it is, what a withdrawal costs, and before what it must be paid up to date."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field

from waymark.ground.programmes.conditions import GateName
from waymark.ground.programmes.values.base import Value
from waymark.ground.programmes.values.printed import Printed


class Payer(StrEnum):
    """Who pays a part of a fee."""

    PERSON = "person"
    """The participant."""
    SCHOOL = "school"
    """The participant's school."""
    TRUST = "trust"
    """The trust of the participant's school."""
    EMPLOYER = "employer"
    """Any other employer."""
    SCHOLARSHIP = "scholarship"
    """A scholarship."""


class CancellationRule(Value):
    """What is due when a participant withdraws: one of the first three keys says when, one of the others how much.

    The rule that applies last counts; within the days of `within_days` no other does.
    """

    within_days: Annotated[int, Field(ge=1, le=365)] | None = None
    """So many days after the fee was agreed: a cooling-off period."""
    before: Literal["start"] | None = None
    """Before the cohort's first day."""
    after_session: Annotated[int, Field(ge=1, le=200)] | None = None
    """From the end of this session on, counted from the first."""
    charge_pence: Annotated[int, Field(ge=0, le=1_000_000_000)] | None = None
    """A fixed sum in pence."""
    share: Fraction | None = None
    """A share of the fee, such as `1/2`. It is rounded down to a whole penny."""


class FeeGate(Value):
    """Before what the fee must be paid up to date. A provider can decide otherwise on its own page.

    Only instalments whose day is over count; before the start, those due by the cohort's first day.
    """

    before: tuple[GateName, ...]
    """Any of `start` (the first study), `sitting` (the written assessment) and `award`."""
    debts_of: tuple[Payer, ...] = (Payer.PERSON,)
    """Whose overdue instalments count. Anyone else's never hold a participant up."""
    needs_agreement: bool = False
    """Whether a participant without an agreed fee is held up too."""


class Fee(Value):
    pence: Annotated[int, Field(ge=0, le=1_000_000_000)]
    vat_extra: bool
    printed: Printed
    vat_percent: Annotated[int, Field(ge=0, le=100)] = 20
    """The rate of VAT, where it is added."""
    instalments: Annotated[int, Field(ge=1, le=24)] = 1
    """Into how many monthly instalments a fee is divided to begin with."""
    cancellation: tuple[CancellationRule, ...] = ()
    """What is due when a participant withdraws. Without a rule that applies, the provider decides."""
    gate: FeeGate | None = None
    """Before what the fee must be paid up to date. If you leave it out, nothing waits for the fee."""
    scholarship: str | None = None
    international: str | None = None
    """What applies to schools overseas, in your own words."""
    who_pays: tuple[str, ...] = ()
    """Who can pay the fee, and when it is due, one sentence each, in your own words."""
