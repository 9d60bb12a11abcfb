"""An input is what Django's templates would make of it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from waymark.kit.forms.inputs import TEMPLATES
from waymark.kit.forms.rendering import Renderer

VALUES = [
    None, "", "plain", 0, 90, 12345, Decimal("1.50"), True, False, "\"quoted\" & 'said' <b>", mark_safe("&amp;"),
    gettext_lazy("Yes"), ("a", "b"), "Ábalos", "{{ me }}", "two\nlines",
]  # fmt: skip


@pytest.mark.parametrize("template", sorted(TEMPLATES))
@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_an_input_is_what_the_templates_make(template: str, value: Any) -> None:
    attrs = {
        "id": "id_x",
        "required": True,
        "disabled": False,
        "data-is": value,
        'a"b': "1",
        "maxlength": 4000,
    }
    for own in (attrs, {}):
        widget = {"type": "te<xt", "name": "a&b", "value": value, "attrs": own}
        theirs = DjangoTemplates().render(template, {"widget": widget})
        assert Renderer().render(template, {"widget": widget}) == theirs


def test_other_widgets_have_their_templates() -> None:
    widget = {"name": "said", "value": "a < b", "attrs": {}}
    shown = Renderer().render("django/forms/widgets/textarea.html", {"widget": widget})
    assert "<textarea" in shown
    assert "a &lt; b" in shown
