"""A participant says what they need, changes it or removes it; a lead reads it for a reason."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.ground.ledger import actions as ledger
from waymark.ground.people.dietary import words
from waymark.ground.people.dietary.models import DietaryNeed
from waymark.ground.people.dietary.rules import DIETARY_CONSENT
from waymark.kit.locks import lock_row
from waymark.kit.refusals import Reason, Refusal

if TYPE_CHECKING:
    from waymark.ground.people.models import Person

SAVED, REMOVED, VIEWED = "people.dietary_saved", "people.dietary_removed", "people.dietary_viewed"


class CannotSaveDietaryNeed(Refusal):
    """Nothing was written down, or it was to be read without a reason. A reason’s code is the field’s name."""


@transaction.atomic
def save_dietary_need(*, person: Person, needs: str, at: datetime) -> DietaryNeed:
    """In place of what they said before, with the sentence they agree to. The same again changes nothing."""
    needs = needs.strip()
    if not needs:
        raise CannotSaveDietaryNeed(Reason("needs", words.NOTHING))
    lock_row(person)
    current = DietaryNeed.objects.filter(person=person).first()
    if current is not None and current.needs == needs:
        return current
    values = {"needs": needs, "agreed": DIETARY_CONSENT, "at": at}
    need, _ = DietaryNeed.objects.update_or_create(person=person, defaults=values)
    ledger.record(SAVED, about=person, provider_id=person.provider_id, by=person, at=at)
    return need


@transaction.atomic
def remove_dietary_need(*, person: Person, at: datetime) -> bool:
    """Whether there was anything to remove."""
    removed, _ = DietaryNeed.objects.filter(person=person).delete()
    if removed:
        ledger.record(REMOVED, about=person, provider_id=person.provider_id, by=person, at=at)
    return bool(removed)


@transaction.atomic
def read_dietary_need(*, person: Person, reason: str, by: Person, at: datetime) -> DietaryNeed | None:
    """What the person said, with a line in the audit log that gives the reason. Nothing is logged of nothing."""
    if not reason.strip():
        raise CannotSaveDietaryNeed(Reason("reason", words.NO_REASON))
    need = DietaryNeed.objects.filter(person=person).first()
    if need is not None:
        facts = {"reason": reason.strip()}
        ledger.record(VIEWED, about=person, provider_id=person.provider_id, by=by, at=at, facts=facts)
    return need
