"""Emails a participant about their time."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from waymark.ground.people.actions import Message, queue_message
from waymark.kit.addresses import site_address

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment
    from waymark.kit.email_kinds import EmailKind


def email_participant(
    enrolment: Enrolment, kind: EmailKind, *, once: str, at: datetime, about: str = "", **values: str
) -> None:
    """`once` is the key that keeps the same email from being written twice."""
    person = enrolment.person
    message = Message(
        kind,
        person.email,
        {
            "greeting": person.greeting,
            "link": f"{site_address('sit:before')}?enrolment={enrolment.reference}",
            **values,
        },
        once=once,
        cohort_id=enrolment.cohort_id,
        about=about,
    )
    queue_message(message, provider=person.provider, at=at)
