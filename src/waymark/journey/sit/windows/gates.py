"""The gate before the desk: named conditions, each answered by the room that knows, each with its reasons.

Which conditions there are is the programme's data; who answers which stands in `programmes/conditions.py`. They are
asked anew each time, so that the desk opens at once when the last one is met.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.module_loading import import_string

from waymark.ground.programmes.conditions import ANSWERED_BY
from waymark.ground.programmes.queries import programme_of

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment


@dataclass(frozen=True)
class Condition:
    name: str
    is_met: bool
    reasons: tuple[str, ...]


def list_conditions(*, enrolment: Enrolment, at: datetime) -> list[Condition]:
    """Every condition of the programme for this participant now; no condition, no gate."""
    names = programme_of(enrolment.cohort.programme).gate_conditions
    return [_ask(name, enrolment, at) for name in names]


def _ask(name: str, enrolment: Enrolment, at: datetime) -> Condition:
    """One that nobody answers is not met: publishing refuses it, and so does the desk."""
    answered_by = ANSWERED_BY.get(name)
    if answered_by is None:
        return Condition(name, False, (f"We can’t check the condition {name!r}.",))
    is_met, reasons = import_string(answered_by)(enrolment=enrolment, at=at)
    return Condition(name, is_met, tuple(reasons))
