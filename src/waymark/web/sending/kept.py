"""Keeps what a signed-out person sent, and gives it back to them alone, on the page of the form.

Deleted when the form is sent at last, or after a day. Only a form that carries its signed field is kept: it says whose
it is, so no visitor can fill the table.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest

from waymark.kit.forms.refilling import CSRF
from waymark.kit.forms.token import KEPT, read_token
from waymark.web.models import KeptForm, SentForm

LIFE = timedelta(days=1)
LARGEST = 1024 * 1024
"""Characters of JSON. The longest form of ours, a case study, has a tenth of it."""
MOST = 20
"""Forms kept for one person; the oldest go first."""


def keep_form(request: Any, *, at: datetime) -> str | None:
    """The address of the page on which the text will be given back; None if there is nothing to keep."""
    token = read_token(request)
    if token is None:
        return None
    values = typed_values(request)
    if len(json.dumps(values)) > LARGEST:
        return token.page
    KeptForm.objects.update_or_create(
        person_id=token.person_id,
        key=token.key,
        defaults={"action": request.path[:500], "values": values, "at": at},
    )
    newest = KeptForm.objects.filter(person_id=token.person_id).order_by("-id").values("id")[:MOST]
    KeptForm.objects.filter(person_id=token.person_id).exclude(
        id__in=list(newest.values_list("id", flat=True))
    ).delete()
    joint = "&" if "?" in token.page else "?"
    return f"{token.page}{joint}{urlencode({KEPT: token.key})}"


def typed_values(request: HttpRequest) -> dict[str, list[str]]:
    """What was sent, by the name of the field, without passwords. Half characters, which no database takes, go."""
    return {
        _storable(name): [_storable(str(value)) for value in values]
        for name, values in request.POST.lists()
        if name != CSRF and "password" not in name.lower()
    }


def _storable(text: str) -> str:
    return text.replace("\x00", "\ufffd").encode("utf-8", "replace").decode()


def find_kept(*, account_id: int, key: str, at: datetime) -> KeptForm | None:
    """A form kept for a person of this account, within a day."""
    if not (key.isascii() and key.isalnum()):
        return None  # no key of ours, and perhaps no text that a database takes
    rows = KeptForm.objects.filter(person__account_id=account_id, key=key, at__gt=at - LIFE)
    return rows.select_related("person").first()


def delete_old(*, at: datetime) -> int:
    """Delete what is older than a day. Read first, since a deletion locks."""
    deleted = 0
    for model in (KeptForm, SentForm):
        old = model._default_manager.filter(at__lt=at - LIFE)
        deleted += old.delete()[0] if old.exists() else 0
    return deleted
