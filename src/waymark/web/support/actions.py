"""Opening someone's pages to a lead for half an hour, noting what is opened, and ending it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.ground.ledger import actions as ledger
from waymark.ground.people import queries as people
from waymark.ground.people.actions import Message, queue_message
from waymark.kit.addresses import site_address
from waymark.kit.formatting import long_moment
from waymark.kit.locks import lock_row
from waymark.kit.refusals import Refusal, reasons_for
from waymark.web.emails import SUPPORT_OPENED
from waymark.web.support import words
from waymark.web.support.models import SupportAccess, SupportPage
from waymark.web.support.queries import decision_about
from waymark.web.support.rules import LASTS

if TYPE_CHECKING:
    from waymark.ground.people.models import Person


class CannotLook(Refusal):
    """The pages were not opened."""

    status = 403


@transaction.atomic
def open_support(*, person: Person, reason: str, by: Person, at: datetime) -> SupportAccess:
    """Let a lead see what the person sees, read only; the person is emailed.

    Asking again for the same reason while it is open is the same access; another reason ends it and opens a new one.
    """
    lock_row(person)
    decision = decision_about(person=person, by=by)
    if not decision.allowed:
        raise CannotLook(*reasons_for(decision.reasons, words.REFUSED, name=person.name))
    earlier = SupportAccess.objects.filter(person=person, by=by, ended_at=None, until__gt=at).first()
    if earlier is not None and earlier.reason == reason:
        return earlier
    if earlier is not None:
        end_support(access=earlier, at=at)
    access = SupportAccess.objects.create(person=person, reason=reason, by=by, at=at, until=at + LASTS)
    ledger.record("web.support_opened", about=person, provider_id=person.provider_id, by=by, at=at)
    _tell(access)
    return access


def _tell(access: SupportAccess) -> None:
    person = access.person
    values = {
        "name": person.name,
        "by": access.by.name,
        "from": long_moment(access.at),
        "until": long_moment(access.until),
        "reason": access.reason,
        "link": site_address("web:account"),
    }
    message = Message(SUPPORT_OPENED, person.email, values, once=f"support:{access.pk}")
    queue_message(message, provider=person.provider, at=access.at)


@transaction.atomic
def end_support(*, access: SupportAccess, at: datetime) -> None:
    """Nothing happens if it was ended before, or has run out."""
    access = lock_row(access)
    if access.ended_at is not None or access.until <= at:
        return
    access.ended_at = at
    access.save(update_fields=["ended_at"])
    person = people.get_person_for(for_=access.by, person_id=access.person_id)
    assert person is not None
    ledger.record("web.support_ended", about=person, provider_id=person.provider_id, by=access.by, at=at)


def note_page(*, access: SupportAccess, name: str, at: datetime) -> None:
    SupportPage.objects.create(access=access, name=name, at=at)
