"""Every page is linked from somewhere: what no page, menu or email leads to is never found."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver, resolve

from tests import access

SOURCE = Path(__file__).parents[2] / "src" / "waymark"
NAMED = re.compile(r"""["']([a-z_]+:[a-z0-9_]+|[a-z0-9_]+)["']""")
LINK = re.compile(r'<a\b[^>]*?\bhref="([^"#]+)')
NOT_A_LINK = re.compile(r"redirect\([^)]*\)|@belongs_to\([^)]*\)|path\([^)]*\)", re.S)
SENT_ON = "the form before it leads there"
BY_EMAIL = "an email leads there: its address is made by the purpose of its link"
BY_BUTTON = "a button on the page of a link leads there"
BY_SCRIPT = "a script of the page asks for it"
BY_FIELD = "the person’s page makes its address from the name of the field"
REACHED_FROM_OUTSIDE: dict[str, str] = {
    "account_reset_password_done": SENT_ON,
    "apply:application_check": SENT_ON,
    "apply:application_submitted": SENT_ON,
    "apply:application_sponsor_thanks": SENT_ON,
    "enquire:enquiry_sent": SENT_ON,
    "signin_recovery_codes": SENT_ON,
    "sit:submission": SENT_ON,
    "apply:application_draft": BY_EMAIL,
    "signin_old_link": "emails of earlier versions lead there",
    "signin_provider_back": "the other organisation’s sign-in page leads there",
    "apply:application_draft_renewal": BY_BUTTON,
    "apply:application_sponsor_renewal": BY_BUTTON,
    "apply:application_status_renewal": BY_BUTTON,
    "signin_invitation_renewal": BY_BUTTON,
    "signin_new_password_renewal": BY_BUTTON,
    "web:email_confirmation_renewal": BY_BUTTON,
    "sit:device_keys": BY_SCRIPT,
    "sit:time": BY_SCRIPT,
    "web:signed_in": BY_SCRIPT,
    "web:healthz": "whatever watches over the site asks for it",
    "web:person_email": BY_FIELD,
    "web:person_name": BY_FIELD,
    "web:person_school": BY_FIELD,
    "web:person_trn": BY_FIELD,
}
"""Why no page, menu or email names it."""
ACTS = {"emails:default", "emails:setting", "enquire:settings_list_use"}
"""Under the settings, what only a button does."""


def addresses() -> Iterator[tuple[str, str]]:
    """`room:name` and route of every address of ours."""
    return _of(get_resolver().url_patterns, "", "")


def _of(entries: list[Any], namespace: str, before: str) -> Iterator[tuple[str, str]]:
    for entry in entries:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _of(entry.url_patterns, entry.namespace or namespace, route)
        elif entry.name and entry.callback.__module__.startswith("waymark."):
            yield f"{namespace}:{entry.name}" if namespace else entry.name, route


def names_that_are_linked() -> set[str]:
    """Every name that a template or code makes an address of, other than to redirect there."""
    found: set[str] = set()
    for path in SOURCE.rglob("*"):
        if "tests" in path.parts or path.suffix not in {".html", ".py", ".txt"} or path.name == "urls.py":
            continue
        text = path.read_text("utf-8")
        found |= set(NAMED.findall(NOT_A_LINK.sub("", text) if path.suffix == ".py" else text))
    return found


def test_every_address_is_linked_from_a_page_a_menu_or_an_email() -> None:
    unlinked = {name for name, _ in addresses()} - names_that_are_linked() - set(REACHED_FROM_OUTSIDE)
    assert not unlinked, f"No page, menu or email leads to {sorted(unlinked)}"
    assert set(REACHED_FROM_OUTSIDE) <= {name for name, _ in addresses()}


def walk(browser: Client) -> set[str]:
    """The names of the pages that someone gets to from the home page by links alone, one address of each."""
    names: set[str] = set()
    seen, waiting = {"/"}, deque(["/"])
    while waiting:
        answer = browser.get(waiting.popleft(), follow=True)
        if answer.streaming or not answer.headers["content-type"].startswith("text/html"):
            continue
        for link in LINK.findall(answer.content.decode()):
            path = urlsplit(link.replace("&amp;", "&")).path
            if not path.startswith("/") or path.startswith("/accounts/logout/"):
                continue
            name = resolve(path).view_name
            if name not in names and path not in seen:
                names.add(name)
                seen.add(path)
                waiting.append(path)
    return names


@pytest.mark.django_db
def test_a_lead_finds_every_page_of_the_settings_from_the_menu() -> None:
    world = access.build(access.LLSE)
    lead = world.setup.staff["lead"]
    browser = Client()
    browser.force_login(lead.account)
    reached = walk(browser)
    settings = {name for name, route in addresses() if route.startswith("settings/")} - ACTS
    assert len(settings) > 5
    assert settings <= reached, f"No menu leads to {sorted(settings - reached)}"
