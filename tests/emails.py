"""Emails as they leave: a row keeps no link, so a test that needs one asks for it as the mail bridge does."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from waymark.bridges.signin import jobs
from waymark.ground.people.models import Email
from waymark.ground.people.queries import text_to_send

SITE = "http://testserver"


def link_in(email: Email) -> str:
    """The whole address of the link that makes a person known: an invitation, or a new password."""
    assert email.link_purpose, "This email has no link of that kind."
    match = re.search(rf"{re.escape(email.link_site)}/\S+", text_to_send(email))
    assert match
    return match[0]


def newest_email(to: str) -> Email:
    return Email.objects.filter(to__iexact=to).latest("id")


def newest_link(to: str) -> str:
    """The address of the newest link that was sent there."""
    return link_in(Email.objects.filter(to__iexact=to).exclude(link_purpose="").latest("id"))


def newest_path(to: str) -> str:
    return urlsplit(newest_link(to)).path


def newest_token(to: str) -> str:
    return newest_path(to).rstrip("/").rpartition("/")[2]


def answer_password_requests(at: object) -> int:
    """What the worker does with requests for a new password."""
    return jobs.run(at=at)  # type: ignore[arg-type]
