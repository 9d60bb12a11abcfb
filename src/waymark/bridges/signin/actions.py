"""Adds a person to the demonstration's list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from waymark.bridges.signin.models import Guide
from waymark.ground.people import actions as people

if TYPE_CHECKING:
    from waymark.ground.people.models import Person


@transaction.atomic
def guide(*, person: Person, label: str, try_this: str, position: int) -> Guide:
    """Let visitors be this person, whose account gets no usable password."""
    people.give_account(person=person)
    return Guide.objects.create(person=person, label=label, try_this=try_this, position=position)
