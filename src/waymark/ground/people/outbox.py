"""Leaves emails for the mail bridge. One of a kind (`kit/email_kinds.py`) leaves in the words that the lead gave it.

What is kept here is the text in the room’s own words, and the values that another wording is filled with.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db import connection

from waymark.ground.people.models import Email, Provider
from waymark.kit.email_kinds import LINK_PLACE, EmailKind, Rendered, render_email

EMAIL = """INSERT INTO people_email
 (provider_id, "to", subject, text, once, at, attachment, attachment_id, link_purpose, link_id, link_site,
 caused_by, kind, "values", about)
 VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING"""


COHORT, ENROLMENT = "cohort id", "enrolment id"
"""Among the values, but no placeholders. The title of the programme is read when the email leaves."""


@dataclass(frozen=True)
class Message:
    """One email of a kind, to one address."""

    kind: EmailKind
    to: str
    values: Mapping[str, str] = field(default_factory=dict)
    """By placeholder. `provider`, `provider_short` and `enquiries` are added."""
    once: str = field(kw_only=True)
    """An idempotency key for the occasion."""
    link: tuple[str, int, str] | None = field(default=None, kw_only=True)
    """For a link that anyone could use: its purpose, the id of its row, and the site."""
    attaches: tuple[str, int] | None = field(default=None, kw_only=True)
    cohort_id: int | None = field(default=None, kw_only=True)
    """The cohort whose programme it is about; if not given, that of the enrolment, or else of its reader."""
    enrolment_id: int | None = field(default=None, kw_only=True)
    about: str = field(default="", kw_only=True)
    """What it is about, such as `sit.sitting:12`: emails to one address about one thing leave in order."""

    def written_for(self, provider: Provider) -> Rendered:
        """In the room’s own words."""
        values = self.kind.complete({**standard_values(provider), **self.all_values})
        return render_email(self.kind.subject, self.kind.text, values)

    @property
    def all_values(self) -> dict[str, str]:
        own_link = {"link": LINK_PLACE} if self.link else {}
        ids = {COHORT: self.cohort_id, ENROLMENT: self.enrolment_id}
        return {**self.values, **own_link, **{name: str(row) for name, row in ids.items() if row}}


def standard_values(provider: Provider) -> dict[str, str]:
    """The placeholders that every email has, as far as the provider tells them."""
    return {
        "provider": provider.name,
        "provider_short": provider.short_name,
        "enquiries": provider.enquiries_email,
        "programme": f"{provider.short_name}’s programmes",
        "link": settings.SITE,
    }


def queue_message(message: Message, *, provider: Provider, at: datetime) -> None:
    """Leave an email of a kind. The same occasion writes only one. One statement."""
    written = message.written_for(provider)
    queue_email(
        provider=provider,
        to=message.to,
        subject=written.subject,
        text=written.text,
        once=message.once,
        at=at,
        attaches=message.attaches,
        link=message.link,
        kind=message.kind.code,
        values=message.all_values,
        about=message.about,
    )


def queue_messages(messages: Iterable[Message], *, provider: Provider, at: datetime) -> int:
    """As `queue_message` for many, in one statement; returns how many were given."""
    rows = [_row(message, provider, at) for message in messages]
    Email.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _row(message: Message, provider: Provider, at: datetime) -> Email:
    written = message.written_for(provider)
    attachment, attachment_id = message.attaches or ("", None)
    purpose, link_id, link_site = message.link or ("", None, "")
    return Email(
        provider=provider,
        to=message.to,
        subject=written.subject,
        text=written.text,
        once=message.once,
        at=at,
        attachment=attachment,
        attachment_id=attachment_id,
        link_purpose=str(purpose),
        link_id=link_id,
        link_site=link_site,
        kind=message.kind.code,
        values=message.all_values,
        about=message.about,
    )


def queue_email(
    *,
    provider: Provider,
    to: str,
    subject: str,
    text: str,
    once: str,
    at: datetime,
    attaches: tuple[str, int] | None = None,
    link: tuple[str, int, str] | None = None,
    caused_by: str = "",
    kind: str = "",
    values: Mapping[str, str] | None = None,
    about: str = "",
) -> None:
    """Leave an email for the mail bridge. The same occasion (`once`) writes only one.

    `attaches` is a name of `settings.ATTACHMENTS` and an id: files are fetched when the email is sent, not copied now.
    `link` is a purpose, the id of its row and the site: `[[link]]` in the text becomes the link when the email leaves.
    Emails of a kind are left with `queue_message`.
    """
    attachment, attachment_id = attaches or ("", None)
    purpose, link_id, link_site = link or ("", None, "")
    moment = connection.ops.adapt_datetimefield_value(at)
    with connection.cursor() as cursor:
        cursor.execute(
            EMAIL,
            [
                provider.pk, to, subject, text, once, moment, attachment, attachment_id,
                str(purpose), link_id, link_site, caused_by, kind, json.dumps(dict(values or {})), about,
            ],
        )  # fmt: skip


def queue_emails(*, provider: Provider, emails: Iterable[tuple[str, str, str, str]], at: datetime) -> None:
    """Many emails in one statement; each is (to, subject, text, once), as in `queue_email`."""
    rows = [
        Email(provider=provider, to=to, subject=subject, text=text, once=once, at=at)
        for to, subject, text, once in emails
    ]
    Email.objects.bulk_create(rows, ignore_conflicts=True)
