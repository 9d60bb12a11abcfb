"""Which emails have not left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from waymark.bridges.mail.models import Setback
from waymark.bridges.mail.personal_data import DATA
from waymark.kit.personal_data import PersonalData, read_personal_data

if TYPE_CHECKING:
    from waymark.ground.people.models import Person


SHOWN = 100


@dataclass(frozen=True)
class WaitingEmail:
    to: str
    subject: str
    written_at: datetime
    reason: str
    times: int
    """How often it was tried."""
    again_at: datetime


def list_waiting(*, provider_id: int | None = None) -> list[WaitingEmail]:
    """Emails that were tried and did not leave, oldest first; without a provider those of all, for the operator."""
    setbacks = (
        Setback.objects.filter(email__delivery__isnull=True).select_related("email").order_by("email_id")
    )
    if provider_id is not None:
        setbacks = setbacks.filter(email__provider_id=provider_id)
    return [
        WaitingEmail(
            to=setback.email.to,
            subject=setback.email.subject,
            written_at=setback.email.at,
            reason=setback.reason,
            times=setback.times,
            again_at=setback.again_at,
        )
        for setback in setbacks[:SHOWN]
    ]


def personal_data_of(*, person: Person) -> PersonalData:
    """Everything this room holds about a person; `personal_data.py` says what, and what is left out."""
    return read_personal_data(DATA, person=person)
