"""Emails a participant about more time."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from waymark.ground.people import actions as people

if TYPE_CHECKING:
    from waymark.ground.people.models import Person


def email_participant(person: Person, *, subject: str, text: str, once: str, at: datetime) -> None:
    """`once` is the key that keeps the same email from being written twice."""
    provider = person.provider
    people.queue_email(
        provider=provider,
        to=person.email,
        subject=subject,
        text=f"{person.greeting}\n\n{text}\n\n{provider.name}\n{provider.enquiries_email}\n",
        once=once,
        at=at,
    )
