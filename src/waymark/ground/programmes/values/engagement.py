"""The engagement rule: how much of the programme a participant must take part in."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import Annotated

from pydantic import Field

from waymark.ground.programmes.values.base import Value
from waymark.ground.programmes.values.printed import Printed


class Comparator(StrEnum):
    """Whether engagement must be greater than the share (`gt`) or at least the share (`ge`)."""

    GREATER_THAN = "gt"
    """More than the share: exactly the share is not enough."""
    AT_LEAST = "ge"
    """At least the share: exactly the share is enough."""


class Gate(StrEnum):
    """When the engagement rule is checked."""

    SITTING = "sitting"
    """Before the assessment opens for a participant."""
    AWARD = "award"
    """When the award is decided."""


class EngagementRule(Value):
    comparator: Comparator
    numerator: int
    denominator: Annotated[int, Field(gt=0)]
    asked_at: Gate
    printed: Printed
    expected: str | None = None
    """What the provider expects, if that is more than the rule requires."""

    @property
    def share(self) -> Fraction:
        return Fraction(self.numerator, self.denominator)

    @property
    def is_strict(self) -> bool:
        """Whether exactly the share is not enough."""
        return self.comparator is Comparator.GREATER_THAN
