"""What the desk's scripts must know: whose words these are, where they are sent, and the server's time."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from waymark.journey.sit.writing.writer import keys_of
from waymark.kit.page_files import list_page_files

if TYPE_CHECKING:
    from waymark.ground.people.models import Person


def device_context(person: Person, *, closes: datetime, at: datetime) -> dict[str, Any]:
    """Context of `desk.html`; moments in whole milliseconds since 1970, as browsers count them."""
    key, *earlier = keys_of(person.account_id)
    return {
        "writer": key,
        "earlier": " ".join(earlier),
        "writer_name": person.name,
        "writer_email": person.email,
        "worker_url": reverse("sit:worker"),
        "files": " ".join(list_page_files("sit/desk.js")),
        "now_ms": milliseconds(at),
        "closes_ms": milliseconds(closes),
    }


def milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
