"""Reads settings from the environment, and stops the start-up with a sentence where one makes no sense.

Every reader takes the variable's name and what holds when it is not set. A secret may stand in the variable X, or in
a file whose path stands in X_FILE, so that it need not be seen in a list of processes.
"""

import base64
import binascii
import os
import re
from datetime import date
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


def day(name: str) -> date | None:
    """A day such as 2026-10-19; None where nothing is said."""
    said = text(name)
    return _day(said, name) if said else None


def retired_keys(name: str, *, never: str) -> list[tuple[bytes, date, date]]:
    """Public keys that signed before, as `KEY FIRST-DAY LAST-DAY`, with commas or line ends between.

    A key is 64 hexadecimal digits. `never` is a key that must not be among them, because everyone has its other half.
    """
    entries = [entry.split() for entry in re.split("[,\n]", secret(name)) if entry.strip()]
    keys = [_retired(entry, name) for entry in entries]
    if len({public for public, _, _ in keys}) != len(keys):
        raise ImproperlyConfigured(f"{name} names one key twice.")
    if bytes.fromhex(never) in {public for public, _, _ in keys}:
        raise ImproperlyConfigured(f"{name} names the demonstration's key, which everyone has. Leave it out.")
    return keys


def _retired(entry: list[str], name: str) -> tuple[bytes, date, date]:
    if len(entry) != 3 or not re.fullmatch("[0-9a-fA-F]{64}", entry[0]):
        raise ImproperlyConfigured(
            f"{name} has {' '.join(entry)!r}; write a key of 64 hexadecimal digits, its first day and its last."
        )
    since, until = _day(entry[1], name), _day(entry[2], name)
    if until < since:
        raise ImproperlyConfigured(f"{name} has a key whose last day, {until}, is before its first, {since}.")
    return bytes.fromhex(entry[0]), since, until


def _day(said: str, name: str) -> date:
    try:
        return date.fromisoformat(said)
    except ValueError as problem:
        raise ImproperlyConfigured(f"{name} has the day {said!r}; write one such as 2026-10-19.") from problem
