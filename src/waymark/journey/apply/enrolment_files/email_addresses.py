"""What counts as a complete email address: what Django's validator accepts, within the lengths of RFC 5321."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

LONGEST_LOCAL_PART = 64
_validate = EmailValidator(allowlist=[])
"""Without exceptions: an address without a dot in its domain cannot receive our email."""


def is_email(text: str) -> bool:
    """Whether this is one email address; its domain may be international, such as `müller-schule.example`."""
    try:
        _validate(text)
    except ValidationError:
        return False
    return len(text.partition("@")[0]) <= LONGEST_LOCAL_PART


_NAMED = re.compile(r"[^<>]*<\s*([^<>\s]+@[^<>\s]+)\s*>\s*")


def plain_address(text: str) -> str:
    """The address alone, of `Imogen Larkspur <imogen@larkspur.example>` or `mailto:imogen@larkspur.example`."""
    if named := _NAMED.fullmatch(text):
        return named[1]
    return text[7:] if text.lower().startswith("mailto:") else text


def same_address(email: str) -> str:
    """One spelling of an address: lower-case, its domain in letters even if it was written as `xn--...`."""
    local, at, domain = email.lower().rpartition("@")
    if "xn--" not in domain:
        return email.lower()
    try:
        return f"{local}{at}{domain.encode('ascii').decode('idna')}"
    except UnicodeError:
        return email.lower()


def written_forms(email: str) -> list[str]:
    """How an address may have been saved: with its domain in letters, and as `xn--...`."""
    local, at, domain = email.rpartition("@")
    if domain.isascii():
        return [email]
    try:
        return [email, f"{local}{at}{domain.encode('idna').decode('ascii')}"]
    except UnicodeError:
        return [email]
