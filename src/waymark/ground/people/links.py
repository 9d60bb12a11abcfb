"""The links in emails: an invitation, a new password, and those of `settings.LINKS`. See `waymark.kit.links`."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils.module_loading import import_string

from waymark.kit import links
from waymark.kit.email_kinds import LINK_PLACE
from waymark.kit.links import Link

if TYPE_CHECKING:
    from waymark.ground.people.models import Email


class Purpose(StrEnum):
    INVITATION = "invitation"
    PASSWORD_RESET = "password_reset"
    EMAIL_CHANGE = "email_change"


PAGES = {
    Purpose.INVITATION: "signin_invitation",
    Purpose.PASSWORD_RESET: "signin_new_password",
    Purpose.EMAIL_CHANGE: "web:email_confirmation",
}


LinkRow = Any
"""A row that has a link: an invitation, a reset, or another with `PURPOSE`, `pk`, `version` and `token_digest`."""


class LinkNotMade(LookupError):
    """The row of a link is gone, or its key is no longer in the settings: the email must not leave without it."""


def link_of(row: LinkRow) -> Link:
    return Link(row.PURPOSE, row.pk, row.version)


def issue(row: LinkRow) -> None:
    """Give a saved row its link, by keeping the digest; the caller saves the row."""
    row.token_digest = links.digest_of(links.make_token(link_of(row), key=settings.LINK_KEYS[0]))


def is_genuine(token: str, row: LinkRow) -> bool:
    """Whether one of our keys made it. Version 0 is a random token of version 0.3, found by its digest alone."""
    return row.version == 0 or links.is_genuine(token, link_of(row), keys=settings.LINK_KEYS)


def address_of(row: LinkRow, *, site: str) -> str:
    """The whole address of a link; `site` is `https://npq.our.example`."""
    token = links.token_with(row.token_digest or "", link_of(row), keys=settings.LINK_KEYS)
    if token is None:
        raise LinkNotMade(f"The key of {row.PURPOSE} {row.pk} is no longer in the settings.")
    page = settings.LINKS[row.PURPOSE][1] if row.PURPOSE in settings.LINKS else PAGES[Purpose(row.PURPOSE)]
    return site + reverse(page, args=[token])


def text_to_send(email: Email, text: str | None = None) -> str:
    """The text as it leaves, with its link; rows keep the text without it. `text` is another wording of it."""
    words = email.text if text is None else text
    if not email.link_purpose:
        return words
    return words.replace(LINK_PLACE, address_of(_row_of(email), site=email.link_site))


def _row_of(email: Email) -> LinkRow:
    from waymark.ground.people.models import EmailChange, Invitation, PasswordReset

    row: LinkRow
    if email.link_purpose == Purpose.INVITATION:
        row = Invitation.objects.filter(pk=email.link_id or 0).first()
    elif email.link_purpose == Purpose.PASSWORD_RESET:
        row = PasswordReset.objects.filter(pk=email.link_id or 0).first()
    elif email.link_purpose == Purpose.EMAIL_CHANGE:
        row = EmailChange.objects.filter(pk=email.link_id or 0).first()
    else:
        row = import_string(settings.LINKS[email.link_purpose][0])(email.link_id or 0)
    if row is None:
        raise LinkNotMade(f"There is no {email.link_purpose} {email.link_id}.")
    return row
