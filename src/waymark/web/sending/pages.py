"""The page of a form once more, filled with what was typed, and with a note above it that says why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.http import Http404, HttpResponse, HttpResponseBase, QueryDict
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve
from django.utils.datastructures import MultiValueDict

from waymark.kit.addresses import address
from waymark.kit.forms.refilling import Refilled, refill
from waymark.kit.forms.token import NAME, FormToken
from waymark.kit.forms.versions import ChangedSince
from waymark.kit.refusals import Refusal
from waymark.web.access import refuse_entry
from waymark.web.sending.kept import typed_values

ONLY_FORMS, LEADS_ON = 405, 302


def page_above(path: str) -> str:
    """The page an address belongs to that only takes forms: the one its view names, or the nearest one above it."""
    match = resolve(path)
    if page := getattr(match.func, "page", None):
        return address(page, *match.kwargs.values())
    while path != "/":
        path = path.rstrip("/").rpartition("/")[0] + "/"
        try:
            resolve(path)
        except Resolver404:
            continue
        return path
    return "/"


def get_page(request: Any, page: str, *, is_first: bool = True) -> HttpResponseBase | None:
    """What the person would be shown at that address now; None if they may not see it, or it is no page."""
    parts = urlsplit(page)
    again = copy(request)
    again.method, again.GET, again.POST = "GET", QueryDict(parts.query), QueryDict()
    again._files = MultiValueDict()
    again.path = again.path_info = parts.path
    try:
        again.resolver_match = match = resolve(parts.path)
        answer = refuse_entry(again, match.func) or match.func(again, *match.args, **match.kwargs)
    except (Http404, Refusal):
        return None
    if answer.status_code == ONLY_FORMS:
        return get_page(request, page_above(parts.path))
    if answer.status_code == LEADS_ON and answer.headers["Location"].startswith("/") and is_first:
        return get_page(request, answer.headers["Location"], is_first=False)
    return answer if is_page(answer) else None


def is_page(answer: Any) -> bool:
    return (
        answer.status_code == 200
        and not answer.streaming
        and answer.headers.get("Content-Type", "").startswith("text/html")
    )


def changed_page(request: Any, token: FormToken | None, change: ChangedSince) -> HttpResponse | None:
    """Both versions: the page as it is now, and what was sent. None if there is no page to show it on."""
    page = token.page if token else request.path
    answer = get_page(request, page)
    if answer is None:
        return None
    values = typed_values(request) if change.can_replace else {}
    for name in _untouched(values, token.made_from if token else None):
        del values[name]
    return _with_note(
        answer,
        _refill(answer, page=page, action=request.path, values=values, with_hidden=False),
        "web/sending/changed.html",
        {"change": change, "page": page, "typed": _labelled(change.form)},
        status=change.status,
    )


def _untouched(values: Mapping[str, Sequence[str]], made_from: Any) -> list[str]:
    """The fields that were sent as they were shown, where the version says what each of them showed."""
    shown = made_from if isinstance(made_from, dict) else {}
    return [name for name in values if name in shown and list(values[name]) == [str(shown[name])]]


def expired_page(request: Any, token: FormToken) -> HttpResponse | None:
    """The page with what was typed, after the browser sent an old security token."""
    answer = get_page(request, token.page)
    if answer is None:
        return None
    refilled = _refill(
        answer, page=token.page, action=request.path, values=typed_values(request), with_hidden=True
    )
    context = {"page": token.page, "left_over": _named(refilled.left_over)}
    return _with_note(answer, refilled, "web/sending/kept.html", context, status=403)


def with_kept_text(
    answer: HttpResponseBase, *, url: str, action: str, values: Mapping[str, Sequence[str]]
) -> HttpResponse:
    """The page after signing in again."""
    refilled = _refill(answer, page=url, action=action, values=values, with_hidden=True)
    context = {"page": url, "left_over": _named(refilled.left_over), "signed_out": True}
    return _with_note(answer, refilled, "web/sending/kept.html", context, status=200)


def _refill(
    answer: Any, *, page: str, action: str, values: Mapping[str, Sequence[str]], with_hidden: bool
) -> Refilled:
    html = answer.content.decode()
    return refill(html, url=urlsplit(page).path, action=action, values=values, with_hidden=with_hidden)


def _with_note(
    answer: Any, refilled: Refilled, template: str, context: dict[str, Any], *, status: int
) -> HttpResponse:
    note = render_to_string(template, context | {"refilled": refilled})
    answer.content = refilled.with_note(note).encode()
    answer.status_code = status
    return answer  # type: ignore[no-any-return]


def _named(left_over: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
    return [
        (name.replace("_", " ").replace("-", " ").capitalize(), ", ".join(values))
        for name, values in left_over.items()
        if name != NAME
    ]


def _labelled(form: forms.BaseForm | None) -> list[tuple[str, str]]:
    """What was sent, in the words of the form."""
    if form is None:
        return []
    return [
        (str(field.label), text)
        for field in form
        if not field.is_hidden and (text := _in_words(field.field, field.value()))
    ]


def _in_words(field: forms.Field, value: Any) -> str:
    values = value if isinstance(value, list | tuple) else [value]
    choices = {
        str(key): str(label)
        for key, label in getattr(field, "choices", ())
        if not isinstance(label, list | tuple)
    }
    return ", ".join(choices.get(str(item), str(item)) for item in values if item not in (None, ""))
