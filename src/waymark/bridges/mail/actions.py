"""Sending an email again that could not be sent."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from waymark.bridges.mail.models import Setback
from waymark.ground.ledger import actions as ledger
from waymark.kit.locks import lock_row

if TYPE_CHECKING:
    from waymark.ground.people.models import Email, Person


@transaction.atomic
def send_again(*, email: Email, by: Person, at: datetime) -> bool:
    """Try an email again that we gave up; whether there was anything to try."""
    setback = Setback.objects.filter(email=email, email__delivery__isnull=True).first()
    if setback is None or lock_row(setback).gave_up_at is None:
        return False
    Setback.objects.filter(pk=setback.pk).update(gave_up_at=None, again_at=at, since=at, times=0)
    ledger.record("mail.sent_again", about=setback, provider_id=email.provider_id, by=by, at=at)
    return True
