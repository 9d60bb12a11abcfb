"""The same form sent twice is one act.

A form's key, its address and all that was sent make one digest, which a row holds from the transaction of the act on.
Whoever sends the same again, at once or later, waits for the first and is led to where the first was led. A form that
was refused leaves no row. Files are not compared, and their forms are not held here: reading a file takes too long for
one transaction.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from waymark.kit.forms.refilling import CSRF
from waymark.kit.forms.token import NAME, FormToken
from waymark.web.models import KeptForm, SentForm

CLAIM = """INSERT INTO web_sentform (once, location, by_id, at) VALUES (%s, '', %s, %s)
 ON CONFLICT (once) DO NOTHING"""
TWICE = "You sent this form twice. We’ve recorded it once."


def post_once(request: Any, token: FormToken, act: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """The answer of `act`, which is called in one transaction with the row that says so."""
    once = _digest(request, token)
    with transaction.atomic():
        sent = SentForm.objects.filter(once=once)
        if not _claim(once, request):
            messages.info(request, TWICE)
            return redirect(sent.get().location)
        answer = act()
        if 300 <= answer.status_code < 400:
            sent.update(location=answer.headers["Location"][:500])
            KeptForm.objects.filter(person_id=token.person_id, key=token.key).delete()
        else:
            sent.delete()
    return answer


def _claim(once: str, request: Any) -> bool:
    """Whether the new row is written; not if the same was sent before. It waits for the same form being answered now.

    Every form pays for it, so this is plain SQL, one statement instead of three (docs/decisions/0014).
    """
    at = connection.ops.adapt_datetimefield_value(request.at)
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, [once, request.person.pk, at])
        return bool(cursor.rowcount == 1)


def _digest(request: HttpRequest, token: FormToken) -> str:
    sent = {name: values for name, values in request.POST.lists() if name not in {CSRF, NAME}}
    content = json.dumps([token.key, token.person_id, request.path, sent], sort_keys=True)
    return hashlib.sha256(content.encode(errors="surrogatepass")).hexdigest()
