"""What people type as an option: a line, a name, an email address, the site's own address. Needs the settings."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http.request import validate_host

from waymark.cli.arguments import NotUnderstood

SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,49}")
ON_THIS_MACHINE = {"localhost", "127.0.0.1", "::1"}


def slug(typed: str) -> str:
    if not SLUG.fullmatch(typed):
        raise NotUnderstood(f"SLUG must be up to 50 lower-case letters, digits and hyphens, not {typed!r}.")
    return typed


def line(typed: str, option: str, *, most: int) -> str:
    """One line of text that every database and every letter can hold."""
    text = " ".join(typed.split())
    if not text or not text.isprintable():
        raise NotUnderstood(f"{option} must be one line of text, not {typed!r}.")
    if len(text) > most:
        raise NotUnderstood(f"{option} must be {most} characters or fewer; it has {len(text)}.")
    return text


def names(typed: str, option: str) -> tuple[str, str]:
    """Given and family name; the first word is the given name. One word alone is a name too."""
    given_name, _, family = line(typed, option, most=200).partition(" ")
    return given_name, family


def email(typed: str, option: str) -> str:
    text = line(typed, option, most=254)
    try:
        validate_email(text)
    except ValidationError as problem:
        raise NotUnderstood(
            f"{option} must be an email address such as name@school.example, not {typed!r}."
        ) from problem
    return text.lower()


def address(typed: str) -> str:
    """Where people reach this installation, without a slash at the end: the beginning of every link."""
    invalid = NotUnderstood(
        f"--address must be this site’s own, such as https://npq.our.example, not {typed!r}."
    )
    try:
        parts = urlsplit(line(typed, "--address", most=200))
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise invalid from None
    plain = parts.path in {"", "/"} and not (parts.query or parts.fragment or "@" in parts.netloc)
    safe = parts.scheme == "https" or (parts.scheme == "http" and host in ON_THIS_MACHINE)
    if not (host and plain and safe) or port == 0:
        raise invalid
    name = f"[{host}]" if ":" in host else host
    if not validate_host(name, settings.ALLOWED_HOSTS):
        raise NotUnderstood(
            f"--address names {host}, which is not one of this site’s hosts. See WAYMARK_HOSTS."
        )
    return f"{parts.scheme}://{parts.netloc}"
