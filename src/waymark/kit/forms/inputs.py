"""An input of one line, composed without a template: a register has sixty of them.

Django renders each through three templates, which was half of the cost of such a page. The text is the same, and a test
compares them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

TEMPLATES = {f"django/forms/widgets/{kind}.html" for kind in ("text", "number", "email", "date", "hidden")}


def input_html(widget: Mapping[str, Any]) -> SafeString:
    """`widget` as Django gives it to the template: type, name, value and attrs."""
    parts = [
        f'<input type="{conditional_escape(widget["type"])}" name="{conditional_escape(widget["name"])}"'
    ]
    if widget["value"] is not None:
        parts.append(f' value="{conditional_escape(widget["value"])}"')
    for name, value in widget["attrs"].items():
        if value is not False:
            shown = "" if value is True else f'="{conditional_escape(value)}"'
            parts.append(f" {conditional_escape(name)}{shown}")
    return mark_safe("".join([*parts, ">"]))
