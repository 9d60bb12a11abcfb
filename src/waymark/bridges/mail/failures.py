"""Addresses that a mail server refuses for good, and telling the lead that an email was not sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from smtplib import SMTPRecipientsRefused
from typing import TYPE_CHECKING

from waymark.bridges.mail import emails
from waymark.bridges.mail.models import FailingAddress
from waymark.ground.people.actions import Message, queue_messages
from waymark.ground.people.queries import list_holders
from waymark.ground.people.roles import Role
from waymark.kit.addresses import site_address

if TYPE_CHECKING:
    from waymark.ground.people.models import Email

PERMANENT = range(500, 600)
"""SMTP replies after which trying again can’t help (RFC 5321, 4.2.1)."""


def is_permanent(problem: Exception) -> bool:
    """Whether the recipient’s address was refused for good."""
    if not isinstance(problem, SMTPRecipientsRefused):
        return False
    codes = [code for code, _ in problem.recipients.values()]
    return bool(codes) and all(code in PERMANENT for code in codes)


def list_failing(emails: Sequence[Email]) -> set[str]:
    """Which of their addresses, in lower case, were refused for good."""
    addresses = {email.to.lower() for email in emails}
    if not addresses:
        return set()
    return set(FailingAddress.objects.filter(email__in=addresses).values_list("email", flat=True))


def forget(email: Email) -> None:
    """Its address works again."""
    FailingAddress.objects.filter(provider_id=email.provider_id, email=email.to.lower()).delete()


def record_gave_up(email: Email, *, is_permanent: bool, reason: str, at: datetime) -> None:
    """Mark an address that was refused, and email the other leads, once for each email."""
    if is_permanent:
        FailingAddress.objects.get_or_create(
            provider_id=email.provider_id, email=email.to.lower(), defaults={"since": at}
        )
    if email.kind == emails.GAVE_UP.code:
        return
    values = {"address": email.to, "reason": reason, "link": site_address("mail:messages") + "?state=gave_up"}
    messages = [
        Message(
            emails.GAVE_UP,
            lead.email,
            {**values, "name": lead.name},
            once=f"mail.gave_up:{email.pk}:{at.timestamp():.0f}:{lead.pk}",
        )
        for lead in list_holders(provider=email.provider, role=Role.LEAD)
        if lead.email.lower() != email.to.lower()
    ]
    queue_messages(messages, provider=email.provider, at=at)
