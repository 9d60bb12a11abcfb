"""Who goes into which peer group, who looks after it, and may this meeting be recorded?

| Clause          | Says                                                                   | Here         |
|-----------------|------------------------------------------------------------------------|--------------|
| house           | about six to a group; sizes differ by at most one                      | `allocate`   |
| house           | colleagues of one organisation are spread over the groups              | `allocate`   |
| house           | up to three latecomers join the smallest existing groups               | `allocate`   |
| house           | a meeting is recorded after it was held, and at least two were present | `may_record` |
| house           | who has withdrawn or is deferred on that day was not there             | `may_record` |
| pack: minutes   | a meeting earns at most the minutes of its item                        | `may_record` |
| house           | a facilitator or coach of the cohort looks after a group               | OWNING_ROLES |
| house           | groups are shared out evenly over those who may look after them        | `propose`    |
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from waymark.ground.people.roles import Role
from waymark.kit.decisions import Decision

SIZE = 6
LATECOMERS = 3
OWNING_ROLES = (Role.FACILITATOR, Role.COACH)
"""Roles in a cohort with which someone may look after its groups."""


class MeetingReason(StrEnum):
    NOT_YET = "not_yet"
    BEFORE_START = "before_start"
    MINUTES = "minutes"
    TOO_FEW = "too_few"
    STRANGERS = "strangers"
    STOPPED = "stopped"
    RECORDED = "recorded"
    NOTHING_DIFFERS = "nothing_differs"


class OwnerReason(StrEnum):
    NOT_WITH_COHORT = "not_with_cohort"
    STILL_LOOKS_AFTER = "still_looks_after"


@dataclass(frozen=True)
class UngroupedParticipant:
    """A participant without a group: their enrolment id, and what identifies their organisation."""

    enrolment_id: int
    organisation: str


def allocate(
    participants: Sequence[UngroupedParticipant], *, sizes: Sequence[int] = ()
) -> list[tuple[int, list[int]]]:
    """Pairs of a group's number and the enrolment ids that join it.

    `sizes` are those of the existing groups, numbered from 0. Numbers from len(sizes) on are groups to create.
    """
    by_organisation = sorted(
        participants, key=lambda participant: (participant.organisation, participant.enrolment_id)
    )
    enrolment_ids = [participant.enrolment_id for participant in by_organisation]
    if not enrolment_ids:
        return []
    if sizes and len(enrolment_ids) <= LATECOMERS:
        return _join_smallest(enrolment_ids, sizes)
    count = max(1, round(len(enrolment_ids) / SIZE))
    return [(len(sizes) + number, enrolment_ids[number::count]) for number in range(count)]


def _join_smallest(enrolment_ids: Sequence[int], sizes: Sequence[int]) -> list[tuple[int, list[int]]]:
    current_sizes = list(sizes)
    joined: dict[int, list[int]] = {}
    for enrolment_id in enrolment_ids:
        number = current_sizes.index(min(current_sizes))
        current_sizes[number] += 1
        joined.setdefault(number, []).append(enrolment_id)
    return sorted(joined.items())


def propose(
    group_ids: Sequence[int], person_ids: Sequence[int], *, load: Mapping[int, int]
) -> dict[int, int]:
    """Person id by group id: each group goes to who has the fewest. `load` is how many each looks after already."""
    numbers = {person_id: load.get(person_id, 0) for person_id in person_ids}
    proposed = {}
    for group_id in group_ids if person_ids else ():
        proposed[group_id] = min(person_ids, key=lambda person_id: numbers[person_id])
        numbers[proposed[group_id]] += 1
    return proposed


def may_record(
    *,
    held_on: date,
    today: date,
    starts_on: date,
    minutes: int,
    planned: int,
    present: Sequence[int],
    members: Sequence[int],
    stopped: Collection[int],
) -> Decision[MeetingReason]:
    """`present` and `members` are enrolment ids; `stopped` those that were not on the programme on that day."""
    reasons = {
        MeetingReason.NOT_YET: held_on > today,
        MeetingReason.BEFORE_START: held_on < starts_on,
        MeetingReason.MINUTES: not 1 <= minutes <= planned,
        MeetingReason.TOO_FEW: len(set(present)) < 2,
        MeetingReason.STRANGERS: not set(present) <= set(members),
        MeetingReason.STOPPED: not set(present).isdisjoint(stopped),
    }
    return Decision(tuple(reason for reason, applies in reasons.items() if applies))
