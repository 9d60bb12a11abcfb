"""What a participant said about food: for themselves. A lead reads it through `actions.read_dietary_need`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from waymark.ground.people.dietary.models import DietaryNeed

if TYPE_CHECKING:
    from waymark.ground.people.models import Person


def own_dietary_need(*, person: Person) -> DietaryNeed | None:
    return DietaryNeed.objects.filter(person=person).first()


def has_dietary_need(*, person: Person) -> bool:
    """Whether there is anything to read, without reading it."""
    return DietaryNeed.objects.filter(person=person).exists()
