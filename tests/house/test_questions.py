"""Every form that asks a question says which one it was when the answer is missing."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

from django.forms import Field

import waymark
from waymark.kit.forms import Form

DJANGOS = Field.default_error_messages["required"]


def forms_in(kind: type[Form] = Form) -> Iterator[type[Form]]:
    for form in kind.__subclasses__():
        if ".tests." not in form.__module__:
            yield form
        yield from forms_in(form)


def test_a_missing_answer_names_its_question() -> None:
    """A page with three questions and "Select an answer" above it leaves people to guess which."""
    for module in pkgutil.walk_packages(waymark.__path__, "waymark."):
        if "forms" in module.name.split(".") and ".tests" not in module.name:
            importlib.import_module(module.name)
    nameless = []
    for form in forms_in():
        for name, field in form.base_fields.items():
            is_question = str(field.label or "").endswith("?")
            if field.required and is_question and field.error_messages["required"] == DJANGOS:
                nameless.append(f"{form.__module__}.{form.__name__}.{name}")
    assert nameless == []
