"""The copy as a ZIP: a page to read and print, the same as JSON, and files. The same copy gives the same bytes."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from django.template.loader import render_to_string

from waymark.kit.personal_data import PersonalData, Record
from waymark.web.privacy import words
from waymark.web.privacy.subject_access import Copy

FORMAT = "waymark-subject-access/1"
PAGE, DATA, FILES = "your-data.html", "your-data.json", "files"
FIRST_YEAR = 1980
"""The first that a ZIP can name."""


def archive_of(copy: Copy) -> bytes:
    entries = {PAGE: _page_of(copy).encode(), DATA: _json_of(copy).encode()}
    for data in copy.rooms:
        for record in data.records:
            for file in record.files:
                entries[f"{FILES}/{data.room}/{_safe(file.name)}"] = file.data
    made = copy.made_at.astimezone(UTC)
    moment = (max(made.year, FIRST_YEAR), made.month, made.day, made.hour, made.minute, made.second)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            entry = zipfile.ZipInfo(name, moment)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, content)
    return out.getvalue()


def _safe(name: str) -> str:
    """A file name that no archiver takes for a path."""
    kept = "".join(letter if letter.isalnum() or letter in "-_. " else "_" for letter in name).strip(". ")
    return kept or "file"


def _json_of(copy: Copy) -> str:
    """Documented in docs/privacy/subject-access.md."""
    members = {
        "format": FORMAT,
        "made_at": copy.made_at,
        "provider": copy.person.provider.name,
        "person": {"name": copy.person.name.strip(), "email": copy.person.email},
        "rooms": [
            {
                "room": data.room,
                "title": data.title,
                "records": [_members(record, data) for record in data.records],
            }
            for data in copy.rooms
        ],
        "left_out": _left_out(copy),
        "given_after_release": list(copy.withheld),
        "kinds": [vars(kind) for kind in copy.kinds],
    }
    return json.dumps(members, ensure_ascii=False, indent=1, default=_plain)


def _members(record: Record, data: PersonalData) -> dict[str, Any]:
    return {
        "kind": record.kind,
        "at": record.at,
        "fields": dict(record.fields),
        "about_others_removed": record.about_others_removed,
        "files": [f"{FILES}/{data.room}/{_safe(file.name)}" for file in record.files],
    }


def _left_out(copy: Copy) -> list[str]:
    return [words.WITHHELD.format(date=f"{copy.follows_by:%-d %B %Y}"), words.OTHERS, words.FREE_TEXT]


def _page_of(copy: Copy) -> str:
    provider = copy.person.provider
    rooms = [
        {"title": data.title, "kinds": _by_kind(data)}
        for data in copy.rooms
        if data.records or data.room != "web"
    ]
    return render_to_string(
        "web/privacy/your_data.html",
        {
            "copy": copy,
            "rooms": rooms,
            "introduction": words.INTRODUCTION.format(provider=provider.name),
            "left_out": _left_out(copy),
            "shared": words.SHARED,
            "rights": words.RIGHTS.format(provider=provider.name, email=provider.enquiries_email),
            "removed": words.REMOVED,
            "nothing": words.NOTHING,
        },
    )


def _by_kind(data: PersonalData) -> list[dict[str, Any]]:
    kinds: dict[str, list[dict[str, Any]]] = {}
    for record in data.records:
        shown = {
            "fields": [
                (label, _shown(value)) for label, value in record.fields.items() if value not in (None, "")
            ],
            "removed": record.about_others_removed,
            "files": [f"{FILES}/{data.room}/{_safe(file.name)}" for file in record.files],
        }
        kinds.setdefault(record.kind, []).append(shown)
    return [{"title": title, "records": records} for title, records in kinds.items()]


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return f"{value.astimezone(UTC):%-d %B %Y at %H:%M} UTC"
    if isinstance(value, date):
        return f"{value:%-d %B %Y}"
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, indent=1, default=_plain)
    return str(value)


def _plain(value: Any) -> str:
    """What JSON does not have."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date | time | Decimal):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    raise TypeError(f"A {type(value).__name__} has no place in a copy.")
