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
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from waymark.kit.forms.refilling import CSRF
from waymark.kit.forms.token import NAME, FormToken
from waymark.web.models import KeptForm, SentForm

TWICE = "You sent this form twice. We’ve recorded it once."


def post_once(request: Any, token: FormToken, act: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """The answer of `act`, which is called in one transaction with the row that says so."""
    once = _digest(request, token)
    with transaction.atomic():
        sent = _claim(once, request)
        if sent is None:
            messages.info(request, TWICE)
            return redirect(SentForm.objects.get(once=once).location)
        answer = act()
        if 300 <= answer.status_code < 400:
            sent.location = answer.headers["Location"][:500]
            sent.save(update_fields=["location"])
            KeptForm.objects.filter(person_id=token.person_id, key=token.key).delete()
        else:
            sent.delete()
    return answer


def _claim(once: str, request: Any) -> SentForm | None:
    """A new row; None if the same was sent before. It waits for the same form that is being answered now."""
    try:
        with transaction.atomic():
            return SentForm.objects.create(once=once, by=request.person, at=request.at)
    except IntegrityError:
        return None


def _digest(request: HttpRequest, token: FormToken) -> str:
    sent = {name: values for name, values in request.POST.lists() if name not in {CSRF, NAME}}
    content = json.dumps([token.key, token.person_id, request.path, sent], sort_keys=True)
    return hashlib.sha256(content.encode(errors="surrogatepass")).hexdigest()
