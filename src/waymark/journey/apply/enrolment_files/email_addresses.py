"""How people write email addresses, and what one address is. Pure: whether it is complete is asked of the kit."""

from __future__ import annotations

import re

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
