"""A copy of everything that is held about one person: read in every room, without what must wait for a release.

| Clause                                            | Says                                            | Here           |
|---------------------------------------------------|-------------------------------------------------|----------------|
| UK GDPR, Article 12(3)                            | within one month of the request                 | `due_at`       |
| UK GDPR, Article 15(1)                            | purposes, recipients, periods, rights           | `Copy.kinds`   |
| UK GDPR, Article 15(4)                            | not to the detriment of other people            | `Held.left_out`|
| DPA 2018, Schedule 2, paragraph 25(4)             | exam marks: five months after the request, or   | `follows_by`   |
|                                                   | 40 days after results are announced, if earlier |                |
| DPA 2018, Schedule 2, paragraph 25(2) and (3)     | what is recorded by candidates is not given     | their own text |
|                                                   | under this right; here it is given all the same | is given       |
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from waymark.ground.people import queries as people
from waymark.journey.award import queries as award
from waymark.kit.personal_data import Held, PersonalData, Record, RoomData
from waymark.kit.retention import CLASSES, months_later
from waymark.web.privacy import rooms

if TYPE_CHECKING:
    from waymark.ground.people.models import Person, Provider

MONTHS_TO_ANSWER, MONTHS_FOR_MARKS = 1, 5


@dataclass(frozen=True)
class KindOfRecord:
    """What the person is told about one kind of record, whether or not there is any."""

    title: str
    purpose: str
    basis: str
    kept: str


@dataclass(frozen=True)
class Copy:
    """Everything that a person is given."""

    person: Person
    made_at: datetime
    asked_at: datetime
    rooms: tuple[PersonalData, ...]
    kinds: tuple[KindOfRecord, ...]
    withheld: tuple[str, ...]
    """Kinds that are given only after release: all of them, always, so that their number says nothing."""

    @property
    def follows_by(self) -> datetime:
        return months_later(self.asked_at, MONTHS_FOR_MARKS)


def due_at(asked_at: datetime) -> datetime:
    return months_later(asked_at, MONTHS_TO_ANSWER)


def find_subject(*, provider: Provider, email: str) -> Person | None:
    """The person with that address at the provider, even if the address is only in an application or an email."""
    person = people.person_or_address(provider=provider, email=email)
    if person.pk:
        return person
    return person if any(door(person=person).records for door in rooms.doors()) else None


def copy_for(person: Person, *, asked_at: datetime, at: datetime) -> Copy:
    """What the person is given now. Nothing in it depends on an outcome that is not released."""
    released = award.last_release_by_enrolment(person=person) if person.pk else {}
    return Copy(
        person=person,
        made_at=at,
        asked_at=asked_at,
        rooms=tuple(_without_unreleased(door(person=person), released) for door in rooms.doors()),
        kinds=tuple(_kind(data, held) for data in rooms.list_room_data() for held in data.held),
        withheld=tuple(held.title for held in rooms.list_held() if held.until_release),
    )


def _without_unreleased(data: PersonalData, released: Mapping[int, datetime]) -> PersonalData:
    return replace(data, records=tuple(record for record in data.records if _may_be_given(record, released)))


def _may_be_given(record: Record, released: Mapping[int, datetime]) -> bool:
    """A later attempt’s marks wait for its own release."""
    if record.waits_for is None:
        return True
    released_at = released.get(record.waits_for)
    return released_at is not None and isinstance(record.at, datetime) and record.at <= released_at


def _kind(data: RoomData, held: Held) -> KindOfRecord:
    kept = CLASSES[held.retention]
    period = f"{kept.period.number} {kept.period.unit.value} {kept.starts}" if kept.period else kept.starts
    return KindOfRecord(f"{data.title}: {held.title}", held.purpose, held.basis.value, period)
