"""The links in emails to people: an invitation, and a new password. See `waymark.kit.links`."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse

from waymark.kit import links
from waymark.kit.email_kinds import LINK_PLACE
from waymark.kit.links import Link

if TYPE_CHECKING:
    from waymark.ground.people.models import Email, Invitation, PasswordReset


class Purpose(StrEnum):
    INVITATION = "invitation"
    PASSWORD_RESET = "password_reset"


PAGES = {Purpose.INVITATION: "signin_invitation", Purpose.PASSWORD_RESET: "signin_new_password"}


class LinkNotMade(LookupError):
    """The row of a link is gone, or its key is no longer in the settings: the email must not leave without it."""


def link_of(row: Invitation | PasswordReset) -> Link:
    return Link(row.PURPOSE, row.pk, row.version)


def issue(row: Invitation | PasswordReset) -> None:
    """Give a saved row its link, by keeping the digest; the caller saves the row."""
    row.token_digest = links.digest_of(links.make_token(link_of(row), key=settings.LINK_KEYS[0]))


def is_genuine(token: str, row: Invitation | PasswordReset) -> bool:
    """Whether one of our keys made it. Version 0 is a random token of version 0.3, found by its digest alone."""
    return row.version == 0 or links.is_genuine(token, link_of(row), keys=settings.LINK_KEYS)


def address_of(row: Invitation | PasswordReset, *, site: str) -> str:
    """The whole address of a link; `site` is `https://npq.our.example`."""
    token = links.token_with(row.token_digest or "", link_of(row), keys=settings.LINK_KEYS)
    if token is None:
        raise LinkNotMade(f"The key of {row.PURPOSE} {row.pk} is no longer in the settings.")
    return site + reverse(PAGES[Purpose(row.PURPOSE)], args=[token])


def text_to_send(email: Email, text: str | None = None) -> str:
    """The text as it leaves, with its link; rows keep the text without it. `text` is another wording of it."""
    words = email.text if text is None else text
    if not email.link_purpose:
        return words
    return words.replace(LINK_PLACE, address_of(_row_of(email), site=email.link_site))


def _row_of(email: Email) -> Invitation | PasswordReset:
    from waymark.ground.people.models import Invitation, PasswordReset

    row: Invitation | PasswordReset | None
    if Purpose(email.link_purpose) is Purpose.INVITATION:
        row = Invitation.objects.filter(pk=email.link_id or 0).first()
    else:
        row = PasswordReset.objects.filter(pk=email.link_id or 0).first()
    if row is None:
        raise LinkNotMade(f"There is no {email.link_purpose} {email.link_id}.")
    return row
