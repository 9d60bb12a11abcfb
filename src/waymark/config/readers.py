"""Reads settings from the environment, and stops the start-up with a sentence where one makes no sense.

Every reader takes the variable's name and what holds when it is not set. A secret may stand in the variable X, or in
a file whose path stands in X_FILE, so that it need not be seen in a list of processes.
"""

import base64
import binascii
import os
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def yes_or_no(name: str, *, default: bool) -> bool:
    said = text(name, "yes" if default else "no")
    if said not in {"yes", "no"}:
        raise ImproperlyConfigured(f"{name} is {said!r}; write yes or no.")
    return said == "yes"


def one_of(name: str, *choices: str, default: str) -> str:
    said = text(name, default)
    if said not in choices:
        raise ImproperlyConfigured(f"{name} is {said!r}; write one of: {', '.join(choices)}.")
    return said


def whole_number(name: str, *, default: int) -> int:
    said = text(name, str(default))
    if not (said.isascii() and said.isdigit()):
        raise ImproperlyConfigured(f"{name} is {said!r}; write a whole number.")
    return int(said)


def names(name: str, *, default: tuple[str, ...] = ()) -> list[str]:
    """A list with commas between, such as `npq.example.ac.uk,www.npq.example.ac.uk`."""
    said = text(name, ",".join(default))
    return [part.strip() for part in said.split(",") if part.strip()]


def networks(name: str) -> tuple[IPv4Network | IPv6Network, ...]:
    """Addresses, or ranges of them, with commas between: `127.0.0.1, 10.20.0.0/16, ::1`."""
    try:
        return tuple(ip_network(one) for one in names(name))
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must name IP addresses, with commas between: {error}.") from error


def secret(name: str, *, default: str = "") -> str:
    """The variable, or the content of the file that the variable with `_FILE` added names; never both."""
    path = text(f"{name}_FILE")
    if not path:
        return text(name, default)
    if text(name):
        raise ImproperlyConfigured(f"{name} and {name}_FILE are both set; keep one.")
    try:
        return Path(path).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ImproperlyConfigured(f"{name}_FILE names {path!r}, which cannot be read: {error}.") from error


def ed25519_seed(name: str, *, default: bytes) -> bytes:
    """32 bytes in base64: the private half of the key that signs receipts and statements."""
    said = secret(name)
    if not said:
        return default
    try:
        seed = base64.b64decode(said, validate=True)
    except (binascii.Error, ValueError):
        seed = b""
    if len(seed) != 32:
        raise ImproperlyConfigured(f"{name} must be 32 bytes written in base64 (44 characters).")
    return seed
