"""Which emails have not left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from waymark.bridges.mail.models import Setback

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
