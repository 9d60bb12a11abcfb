"""What a participant must have done or settled before a gate: the start, the written assessment, the award.

Every gate asks here, and so asks the same list: each condition is answered by the room that knows, anew each time, so
that a gate opens at once when the last one is met. Which rooms those are stands in `programmes/conditions.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.module_loading import import_string

from waymark.ground.programmes.conditions import ANSWERED_BY, Answer, GateName
from waymark.ground.programmes.queries import programme_of

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment


@dataclass(frozen=True)
class Condition:
    """A condition that is asked of one participant at a gate."""

    name: str
    is_met: bool
    reasons: tuple[str, ...]
    """For the participant: what is missing, and whom to ask."""
    to_staff: tuple[str, ...]


def list_conditions(
    *, enrolment: Enrolment, at: datetime, gate: GateName = GateName.SITTING
) -> list[Condition]:
    """Every condition that is asked of this participant at the gate now; no condition, no gate."""
    return conditions_by_enrolment(enrolments=[enrolment], gate=gate, at=at)[enrolment.pk]


def conditions_by_enrolment(
    *, enrolments: Sequence[Enrolment], gate: GateName, at: datetime
) -> dict[int, list[Condition]]:
    """The same for several participants of one cohort, with as many statements for one as for all."""
    conditions: dict[int, list[Condition]] = {enrolment.pk: [] for enrolment in enrolments}
    if not enrolments:
        return conditions
    for name in _names(enrolments[0], gate):
        for pk, answer in _ask(name, enrolments, gate, at).items():
            conditions[pk].append(Condition(name, answer.is_met, answer.reasons, answer.to_staff))
    return conditions


def _names(enrolment: Enrolment, gate: GateName) -> list[str]:
    """Every known condition, and before the assessment those that only the programme names."""
    programme = programme_of(enrolment.cohort.programme)
    named = programme.gate_conditions if gate is GateName.SITTING else ()
    return list(dict.fromkeys((*ANSWERED_BY, *named)))


def _ask(name: str, enrolments: Sequence[Enrolment], gate: GateName, at: datetime) -> dict[int, Answer]:
    """A condition that no room answers is not met: publishing refuses it, and so does the gate."""
    path = ANSWERED_BY.get(name)
    if path is None:
        unknown = (f"We can’t check the condition {name!r}.",)
        return {enrolment.pk: Answer(False, unknown, unknown) for enrolment in enrolments}
    answers: dict[int, Answer] = import_string(path)(enrolments=enrolments, gate=gate, at=at)
    return answers
