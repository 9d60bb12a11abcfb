"""What people type as an option: a line, a name, an e-mail address, the site's own address. Needs the settings."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http.request import validate_host

from waymark.cli.answers import NotUnderstood

SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,49}")
ON_THIS_MACHINE = {"localhost", "127.0.0.1", "::1"}


def slug(said: str) -> str:
    if not SLUG.fullmatch(said):
        raise NotUnderstood(f"SLUG is {said!r}; write small letters, digits and hyphens, at most 50.")
    return said


def line(said: str, option: str, *, most: int) -> str:
    """One line of text that every database and every letter can hold."""
    text = " ".join(said.split())
    if not text or not text.isprintable():
        raise NotUnderstood(f"{option} is {said!r}; write one line of text.")
    if len(text) > most:
        raise NotUnderstood(f"{option} has {len(text)} characters; there is room for {most}.")
    return text


def names(said: str, option: str) -> tuple[str, str]:
    """Given and family name; the first word is the given name."""
    given, _, family = line(said, option, most=100).partition(" ")
    if not family:
        raise NotUnderstood(f'{option} is {said!r}; write a given and a family name, such as "Ada Example".')
    return given, family


def email(said: str, option: str) -> str:
    text = line(said, option, most=254)
    try:
        validate_email(text)
    except ValidationError as problem:
        raise NotUnderstood(f"{option} is {said!r}; write an e-mail address in full.") from problem
    return text.lower()


def address(said: str) -> str:
    """Where people reach this installation, without a slash at the end: the beginning of every link."""
    wrong = NotUnderstood(f"--address is {said!r}; write the site's own, such as https://npq.our.example.")
    try:
        parts = urlsplit(line(said, "--address", most=200))
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise wrong from None
    plain = parts.path in {"", "/"} and not (parts.query or parts.fragment or "@" in parts.netloc)
    safe = parts.scheme == "https" or (parts.scheme == "http" and host in ON_THIS_MACHINE)
    if not (host and plain and safe) or port == 0:
        raise wrong
    asked = f"[{host}]" if ":" in host else host
    if not validate_host(asked, settings.ALLOWED_HOSTS):
        raise NotUnderstood(f"--address names {host}, to which this site does not answer: see WAYMARK_HOSTS.")
    return f"{parts.scheme}://{parts.netloc}"
