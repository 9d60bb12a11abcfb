"""The hidden, signed field of every form that a signed-in person sends.

| It holds   | So that                                                                                       |
|------------|-----------------------------------------------------------------------------------------------|
| the person | what was typed is given back to them alone when their session has ended                       |
| a key      | the same form sent twice is one act                                                           |
| the page   | they come back to the page of the form, which an address that only takes forms is not         |
| made from  | a form made from an older version does not overwrite what someone else has saved since        |

`{% csrf_token %}` writes it, so every form has it. A page gives `made_from` as `form_version` in its context.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.http import HttpRequest
from django.utils.crypto import get_random_string

NAME = "form_token"
LONGEST = 64 * 1024
SALT = "waymark.form"
KEPT = "kept"
"""In the query of a page: the key of a form whose text is given back there."""


@dataclass(frozen=True, kw_only=True)
class FormToken:
    person_id: int
    key: str
    page: str
    """Path and query of the page that showed the form."""
    made_from: Any = None
    """The version the form was made from, or what its fields showed, by their names. None: it has no version."""


def write_token(*, person_id: int, page: str, made_from: Any = None) -> str:
    """A new token with a key of its own."""
    held = [person_id, get_random_string(16), page, made_from]
    return signing.dumps(held, salt=SALT, compress=True)


def read_token(request: HttpRequest) -> FormToken | None:
    """The token of the form that was sent; None if there is none, or if it was not written here."""
    text = request.POST.get(NAME, "")
    if not text or len(text) > LONGEST:
        return None
    try:
        person_id, key, page, made_from = signing.loads(text, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    return FormToken(person_id=person_id, key=key, page=page, made_from=made_from)


def page_of(request: HttpRequest) -> str:
    """Path and query of a page, without the key of what was typed before."""
    query = request.GET.copy()
    query.pop(KEPT, None)
    return f"{request.path}?{query.urlencode()}" if query else request.path


def made_from(request: HttpRequest) -> Any:
    """The version the sent form was made from. Empty text, which is no version, if the form does not say."""
    token = read_token(request)
    return "" if token is None or token.made_from is None else token.made_from
