"""Reads every page of a demonstration as each of its people: `python -m tests.house.crawl OUT`, in its environment.

Leaves a file of JSON: `blocks`, each text block that was seen with one address on which it stands, and `typed`, what
people and makers of the demonstration typed: names, answers, notes.
"""

from __future__ import annotations

import json
import re
import sys
from collections import deque
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

LINK = re.compile(r'<a\b[^>]*?\bhref="([^"#]+)')
ENDS = ("/accounts/logout/",)
PAGES_EACH = 80
"""Pages are much alike: so many of each person show every kind."""
NOT_TYPED = {"mail", "ledger", "sessions", "programmes", "papers", "account", "contenttypes", "auth", "admin"}


def main(out: Path) -> None:
    import django

    django.setup()
    from django.test import Client

    from waymark.bridges.signin.queries import list_guides

    blocks: dict[str, str] = {}
    crawl(Client(), "visitor", blocks)
    for guide in list_guides():
        browser = Client()
        browser.force_login(guide.person.account)
        crawl(browser, guide.person.name, blocks)
    out.write_text(json.dumps({"blocks": blocks, "typed": sorted(typed())}), "utf-8")


def crawl(browser: Any, who: str, blocks: dict[str, str]) -> None:
    """Breadth first, one address of each shape before a second of the same."""
    from waymark.cli.texts.markup import blocks_of

    seen, shapes, waiting = {"/"}, {""}, deque(["/"])
    while waiting and len(shapes) < PAGES_EACH:
        address = waiting.popleft()
        answer = browser.get(address, follow=True, headers={"host": "localhost"})
        if answer.streaming or not answer.headers["content-type"].startswith("text/html"):
            continue
        html = answer.content.decode()
        for _, text in blocks_of(html):
            blocks.setdefault(text, f"{address} as {who}")
        for link in LINK.findall(html):
            target = urlsplit(urljoin(address, link.replace("&amp;", "&")))
            path = target.path + (f"?{target.query}" if target.query else "")
            shape = re.sub(r"[A-Z0-9]{6,}|\d+", "#", path)
            if target.netloc or path in seen or shape in shapes or path.startswith(ENDS):
                continue
            seen.add(path)
            shapes.add(shape)
            waiting.append(path)


def typed() -> set[str]:
    """Every short text of the rows that people write: for these no editor of Waymark is responsible."""
    from django.apps import apps
    from django.db.models import CharField, EmailField, TextField

    from waymark.ground.programmes.models import PublishedProgramme

    texts = set(PublishedProgramme.objects.values_list("slug", flat=True))
    for model in apps.get_models():
        if model._meta.app_label in NOT_TYPED:
            continue
        names = [
            field.name
            for field in model._meta.fields
            if isinstance(field, CharField | TextField | EmailField)
        ]
        for name in names:
            for value in model._default_manager.values_list(name, flat=True).distinct():
                for paragraph in re.split(r"\n+", value or ""):
                    text = " ".join(paragraph.split())
                    if len(text) > 1 and not text.isdigit():
                        texts.add(text)
    return texts


if __name__ == "__main__":
    main(Path(sys.argv[1]))
