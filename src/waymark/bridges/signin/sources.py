"""From where someone signs in: the address, the browser, and whether this browser has signed in to the account before.

A browser that has signed in carries a signed cookie. Failures elsewhere do not slow it down, so no one can keep a
person out by trying wrong passwords at their address.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import salted_hmac

from waymark.kit.client_address import client_address

COOKIE, PATH, SALT = "waymark_known", "/accounts/", "signin.known"
KNOWN_FOR = timedelta(days=365)
MOST_ACCOUNTS = 5
"""So many accounts that were last used in a browser are known there."""
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrom", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("CrOS", "ChromeOS"),
    ("Mac OS", "Mac"), ("Linux", "Linux"),
)  # fmt: skip


@dataclass(frozen=True)
class KnownBrowser:
    """What the cookie holds: a name of the browser's own, and keys of the accounts that signed in there."""

    name: str = ""
    accounts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Source:
    address: str = ""
    browser: str = ""
    known: KnownBrowser = field(default_factory=KnownBrowser)


def source_of(request: HttpRequest) -> Source:
    return Source(
        address=client_address(request.META, proxies=settings.TRUSTED_PROXIES),
        browser=browser_named(request.headers.get("user-agent", "")),
        known=_read_cookie(request),
    )


def browser_named(user_agent: str) -> str:
    """Such as "Firefox on Windows"; empty if it says neither."""
    browser = next((name for sign, name in BROWSERS if sign in user_agent), "")
    system = next((name for sign, name in SYSTEMS if sign in user_agent), "")
    return " on ".join(filter(None, (browser, system)))


def account_key(email: str) -> str:
    """Says nothing about the address to anyone without our secret."""
    return salted_hmac(SALT, email.strip().lower(), algorithm="sha256").hexdigest()


def slowdown_key(email: str, *, source: Source) -> str:
    """Whose failures are counted together: everyone's at that address, or those of one browser known to it."""
    key = account_key(email)
    if key not in source.known.accounts:
        return key
    return salted_hmac(SALT, f"{key}|{source.known.name}", algorithm="sha256").hexdigest()


def second_step_key(email: str, *, source: Source) -> str:
    """As `slowdown_key`, for codes after the password."""
    key = slowdown_key(email, source=source)
    return salted_hmac(SALT, f"second step|{key}", algorithm="sha256").hexdigest()


def remember_browser(request: HttpRequest, response: HttpResponseBase, *, email: str) -> None:
    """Give the browser the cookie, after someone has proved that the account is theirs."""
    known, key = _read_cookie(request), account_key(email)
    accounts = (key, *(other for other in known.accounts if other != key))[:MOST_ACCOUNTS]
    response.set_cookie(
        COOKIE,
        signing.dumps([known.name or secrets.token_hex(16), *accounts], salt=SALT),
        max_age=KNOWN_FOR,
        path=PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _read_cookie(request: HttpRequest) -> KnownBrowser:
    try:
        value: Any = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=KNOWN_FOR)
    except signing.BadSignature:
        return KnownBrowser()
    name, *accounts = value
    return KnownBrowser(name, tuple(accounts))
