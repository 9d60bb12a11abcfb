"""The base class of our forms, the wording of their errors, and refusals shown as errors."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from django import forms

from waymark.kit.forms.rendering import BoundField, Renderer
from waymark.kit.forms.versions import ChangedSince
from waymark.kit.refusals import Refusal

DETERMINERS = {"a", "an", "each", "every", "the", "their", "which", "your"}


class Form(forms.Form):
    """`heading_field` names the one question whose label is the page's h1; `kicker` is the small line above it.

    Errors name the field by its label, unless the field gives its own `error_messages`.
    """

    default_renderer = Renderer()
    """One for all forms: it keeps the templates of fields that it has read."""
    use_required_attribute = False
    heading_field: str | None = None
    kicker: str = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    def full_clean(self) -> None:
        """Names every field in its errors first, those that a form adds by itself too."""
        for name, field in self.fields.items():
            label = str(field.label or name.replace("_", " ").capitalize())
            for code, message in _messages(field, label).items():
                if _is_djangos(field, code):
                    field.error_messages[code] = message
        super().full_clean()


def _is_djangos(field: forms.Field, code: str) -> bool:
    """Whether the field has no message of its own for this error."""
    if code != "required" and code != "invalid":
        return code not in field.error_messages
    djangos: dict[str, Any] = {}
    for base in reversed(type(field).__mro__):
        if base.__module__.startswith("django."):
            djangos.update(base.__dict__.get("default_error_messages", {}))
    return field.error_messages.get(code) == djangos.get(code)


def _messages(field: forms.Field, label: str) -> dict[str, str]:
    """What to do about each error, with the field's name: "Enter the title"."""
    subject = "Your answer" if label.endswith("?") else label
    messages = {"required": _required(field, label)}
    if isinstance(field, forms.IntegerField):
        messages["invalid"] = f"{subject} must be a whole number, like 12"
    subject = subject.replace("%", "%%")  # a label such as "VAT (%)": what follows takes its figures by "%"
    if isinstance(field, forms.IntegerField):
        messages["min_value"], messages["max_value"] = _limits(field, subject)
    elif isinstance(field, forms.CharField):
        entered = "You entered %(show_value)d characters"
        messages["max_length"] = f"{subject} must be %(limit_value)d characters or fewer. {entered}"
        messages["min_length"] = f"{subject} must be %(limit_value)d characters or more. {entered}"
    return messages


def _limits(field: forms.IntegerField, subject: str) -> tuple[str, str]:
    if field.min_value is not None and field.max_value is not None:
        both = f"{subject} must be between {field.min_value} and {field.max_value}"
        return both, both
    return f"{subject} must be %(limit_value)s or more", f"{subject} must be %(limit_value)s or less"


def _required(field: forms.Field, label: str) -> str:
    if isinstance(field, forms.FileField):
        return "Select a file"
    if isinstance(field, forms.BooleanField):
        return f"Tick “{label}” to continue"
    verb = "Select" if isinstance(field, forms.ChoiceField) else "Enter"
    if label.endswith("?"):
        return f"{verb} an answer"
    first, _, rest = label.partition(" ")
    name = " ".join(filter(None, [first if first[1:] != first[1:].lower() else first.lower(), rest]))
    return f"{verb} {name}" if first.lower() in DETERMINERS else f"{verb} the {name}"


@contextmanager
def refusal_as_error(form: forms.BaseForm, *, field: str | None = None) -> Iterator[None]:
    """Turns a refusal raised inside into errors of the form, and goes on after the block.

    A reason whose code names a field is shown at that field; any other at `field`, or for the form as a whole.
    `ChangedSince` is not an error of the form: a page of its own shows both versions.

        with forms.refusal_as_error(form):
            actions.accept_application(...)
            return redirect(...)
        return render(...)
    """
    try:
        yield
    except ChangedSince as change:
        change.form = form
        raise
    except Refusal as refusal:
        for reason in refusal.reasons:
            form.add_error(reason.code if reason.code in form.fields else field, reason.sentence)


@contextmanager
def labelled(form: forms.BaseForm) -> Iterator[None]:
    """Gives `ChangedSince` the form, for a view that shows other refusals as pages."""
    try:
        yield
    except ChangedSince as change:
        change.form = form
        raise


class ErrorLine(NamedTuple):
    """One line of the error summary; `target` is the id of the field, or empty."""

    text: str
    target: str


def error_lines(form: forms.BaseForm) -> list[ErrorLine]:
    """Every error of the form in the order of its fields; an error of the whole form links to the first field."""
    fields = [form[name] for name in form.fields]
    first = next((_first_id(field) for field in fields if not field.is_hidden), "")
    lines = [ErrorLine(str(text), first) for text in form.non_field_errors()]
    for field in fields:
        target = first if field.is_hidden else _first_id(field)
        lines += [ErrorLine(str(text), target) for text in field.errors]
    return lines


def _first_id(field: forms.BoundField) -> str:
    return field.first_id if isinstance(field, BoundField) else field.id_for_label
