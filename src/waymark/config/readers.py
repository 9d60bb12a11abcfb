"""Reads settings from the environment, and stops the start with a sentence when a value makes no sense.

Every reader takes the variable's name and the value to use if it is not set. A secret may be in the variable X, or in
a file whose path is in X_FILE, so that it is not visible in a list of processes.
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
    value = text(name, "yes" if default else "no")
    if value not in {"yes", "no"}:
        raise ImproperlyConfigured(f"{name} must be yes or no, not {value!r}.")
    return value == "yes"


def one_of(name: str, *choices: str, default: str) -> str:
    value = text(name, default)
    if value not in choices:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(choices)}, not {value!r}.")
    return value


def whole_number(name: str, *, default: int) -> int:
    value = text(name, str(default))
    if not (value.isascii() and value.isdigit()):
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.")
    return int(value)


def names(name: str, *, default: tuple[str, ...] = ()) -> list[str]:
    """A list separated by commas, such as `npq.example.ac.uk,www.npq.example.ac.uk`."""
    parts = text(name, ",".join(default)).split(",")
    return [part.strip() for part in parts if part.strip()]


def networks(name: str) -> tuple[IPv4Network | IPv6Network, ...]:
    """IP addresses or ranges separated by commas: `127.0.0.1, 10.20.0.0/16, ::1`."""
    try:
        return tuple(ip_network(address) for address in names(name))
    except ValueError as error:
        raise ImproperlyConfigured(
            f"{name} must be IP addresses or ranges separated by commas: {error}."
        ) from error


def secret(name: str, *, default: str = "") -> str:
    """The variable, or the content of the file named by the variable with `_FILE` added; never both."""
    path = text(f"{name}_FILE")
    if not path:
        return text(name, default)
    if text(name):
        raise ImproperlyConfigured(f"{name} and {name}_FILE are both set; remove one of them.")
    try:
        return Path(path).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ImproperlyConfigured(f"{name}_FILE names {path!r}, which cannot be read: {error}.") from error


def secrets(name: str) -> list[str]:
    """Secrets separated by commas or line ends, in the variable or in its file."""
    return [part.strip() for part in re.split("[,\n]", secret(name)) if part.strip()]


def file(name: str) -> str:
    """The path of a file that can be read; empty if it is not set."""
    path = text(name)
    if path and not os.access(path, os.R_OK):
        raise ImproperlyConfigured(f"{name} names {path!r}, which cannot be read.")
    return path


def ed25519_seed(name: str, *, default: bytes) -> bytes:
    """32 bytes in base64: the private half of the key that signs receipts and statements."""
    value = secret(name)
    if not value:
        return default
    try:
        seed = base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        seed = b""
    if len(seed) != 32:
        raise ImproperlyConfigured(f"{name} must be 32 bytes written in base64 (44 characters).")
    return seed


def day(name: str) -> date | None:
    """A date such as 2026-10-19; None if it is not set."""
    value = text(name)
    return _day(value, name) if value else None


def retired_keys(name: str, *, never: str) -> list[tuple[bytes, date, date]]:
    """Public keys that signed before, as `KEY FIRST-DAY LAST-DAY`, separated by commas or line ends.

    A key is 64 hexadecimal digits. `never` is a key that must not be among them, because everyone has its other half.
    """
    entries = [entry.split() for entry in re.split("[,\n]", secret(name)) if entry.strip()]
    keys = [_retired_key(entry, name) for entry in entries]
    if len({public for public, _, _ in keys}) != len(keys):
        raise ImproperlyConfigured(f"{name} has the same key twice.")
    if bytes.fromhex(never) in {public for public, _, _ in keys}:
        raise ImproperlyConfigured(f"{name} has the demonstration’s key, which everyone has. Leave it out.")
    return keys


def _retired_key(entry: list[str], name: str) -> tuple[bytes, date, date]:
    if len(entry) != 3 or not re.fullmatch("[0-9a-fA-F]{64}", entry[0]):
        raise ImproperlyConfigured(
            f"{name} must have a key of 64 hexadecimal digits, its first day and its last day; "
            f"{' '.join(entry)!r} is not like this."
        )
    since, until = _day(entry[1], name), _day(entry[2], name)
    if until < since:
        raise ImproperlyConfigured(f"{name} has a key whose last day, {until}, is before its first, {since}.")
    return bytes.fromhex(entry[0]), since, until


def _day(value: str, name: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError as problem:
        raise ImproperlyConfigured(f"{name} must have a date such as 2026-10-19, not {value!r}.") from problem
