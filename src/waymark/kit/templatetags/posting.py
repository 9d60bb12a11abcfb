"""Django's `{% csrf_token %}` with the signed field of `kit/forms/token.py`; it is built in, so every form has both."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html

from waymark.kit.forms.token import NAME, page_of, read_token, write_token

register = template.Library()


@register.simple_tag(takes_context=True)
def csrf_token(context: template.Context) -> Any:
    """Both fields; for a visitor, who has no session that could end, only the first."""
    first = CsrfTokenNode().render(context)
    request: Any = context.get("request")
    person = getattr(request, "person", None)
    if person is None:
        return first
    token = write_token(
        person_id=person.pk, page=page_of(request), made_from=_version(request, context.get("form_version"))
    )
    return first + format_html('<input type="hidden" name="{}" value="{}">', NAME, token)


def _version(request: Any, current: Any) -> Any:
    """A form that comes back with errors is still made from the version that it was made from before."""
    sent = read_token(request) if request.method == "POST" else None
    return current if sent is None or sent.made_from is None else sent.made_from
