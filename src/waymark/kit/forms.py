"""Forms as every room writes them: `from waymark.kit import forms`.

Markup follows the GOV.UK patterns through one renderer, so that a form of another library, rendered by it, looks the
same. Text is kept as typed: a character that no database can keep (NUL, half of a surrogate pair, or the mark that
already stands for one) is refused with a sentence, and the form comes back filled with U+FFFD in its place.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.forms import (
    DateInput,
    EmailInput,
    FileInput,
    HiddenInput,
    PasswordInput,
    Select,
    Textarea,
    TextInput,
    TimeInput,
)
from django.forms.renderers import DjangoTemplates

from waymark.kit.refusals import Refusal

__all__ = [
    "BooleanField", "CharField", "CheckboxSelectMultiple", "ChoiceField", "DateField", "DateInput", "EmailField",
    "EmailInput", "FileField", "FileInput", "Form", "HiddenInput", "IntegerField", "MultipleChoiceField",
    "PasswordInput", "RadioSelect", "Renderer", "Select", "TextInput", "Textarea", "TimeField", "TimeInput",
    "TypedChoiceField", "ValidationError", "error_lines", "refusal_as_error",
]  # fmt: skip

UNKEPT = re.compile("[\x00\ud800-\udfff\ufffd]")
CLASSES = {
    "checkbox": "govuk-checkboxes__input",
    "file": "wm-file",
    "select": "govuk-select",
    "textarea": "govuk-textarea",
}
CHOICES = {"radioselect", "checkboxselectmultiple", "hidden"}
OUR_WIDGETS = {
    "django/forms/widgets/radio.html": "kit/forms/radios.html",
    "django/forms/widgets/checkbox_select.html": "kit/forms/checkboxes.html",
}


class BoundField(forms.BoundField):
    """A field on a page: knows its classes, where an error line jumps to, and whether its label is the heading."""

    @property
    def first_id(self) -> str:
        """The id an error line links to: the first choice of a group, else the input itself."""
        return f"{self.auto_id}_0" if self.use_fieldset else self.id_for_label

    @property
    def is_heading(self) -> bool:
        return getattr(self.form, "heading_field", None) == self.name

    @property
    def kicker(self) -> str:
        return getattr(self.form, "kicker", "") if self.is_heading else ""

    def build_widget_attrs(self, attrs: Any, widget: Any = None) -> dict[str, Any]:
        built: dict[str, Any] = super().build_widget_attrs(attrs, widget)
        if self.widget_type not in CHOICES:
            built["class"] = self._classes(str((widget or self.field.widget).attrs.get("class", "")))
        return built

    def _classes(self, given: str) -> str:
        base = CLASSES.get(self.widget_type, "govuk-input")
        names = [base, given]
        if width := getattr(self.field, "width", None):
            names.append(f"govuk-input--width-{width}")
        if self.errors:
            names.append(f"{base}--error")
        return " ".join(filter(None, names))


class Renderer(DjangoTemplates):
    """Renders fields in our markup; name it as FORM_RENDERER and forms of other libraries follow."""

    field_template_name = "kit/forms/field.html"
    form_template_name = "kit/forms/fields.html"
    bound_field_class = BoundField

    def get_template(self, template_name: str) -> Any:
        return super().get_template(OUR_WIDGETS.get(template_name, template_name))


class Form(forms.Form):
    """`heading_field` names the one question whose label is the page's h1; `kicker` is the small line above it."""

    default_renderer = Renderer()
    """One for all forms: it keeps the templates of fields that it has read."""
    use_required_attribute = False
    heading_field: str | None = None
    kicker: str = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = _required_says(
                    field, field.label or name.replace("_", " ")
                )


def _required_says(field: forms.Field, label: Any) -> str:
    if isinstance(field, forms.FileField):
        return f"Choose a file for “{label}”."
    if isinstance(field, forms.BooleanField):
        return f"Tick “{label}” to continue."
    if isinstance(field, forms.ChoiceField):
        return f"Choose an answer to “{label}”."
    return f"Fill in “{label}”."


@contextmanager
def refusal_as_error(form: forms.BaseForm, *, field: str | None = None) -> Iterator[None]:
    """Turns a refusal raised inside into errors of the form, and goes on after the block.

    A reason whose code names a field is shown at that field; any other at `field`, or for the form as a whole.

        with forms.refusal_as_error(form):
            actions.accept_application(...)
            return redirect(...)
        return render(...)
    """
    try:
        yield
    except Refusal as refusal:
        for reason in refusal.reasons:
            form.add_error(reason.code if reason.code in form.fields else field, reason.sentence)


class ErrorLine(NamedTuple):
    """One line of the error summary; `target` is the id of the field, or empty."""

    text: str
    target: str


def error_lines(form: forms.BaseForm) -> list[ErrorLine]:
    """Every fault of the form in the order of its fields; a fault of the whole links to the first field."""
    fields = [form[name] for name in form.fields]
    first = next((_first_id(field) for field in fields if not field.is_hidden), "")
    lines = [ErrorLine(str(text), first) for text in form.non_field_errors()]
    for field in fields:
        target = first if field.is_hidden else _first_id(field)
        lines += [ErrorLine(str(text), target) for text in field.errors]
    return lines


def _first_id(field: forms.BoundField) -> str:
    return field.first_id if isinstance(field, BoundField) else field.id_for_label


def shown(value: Any) -> Any:
    """What was typed, with U+FFFD for each character that cannot be kept or even sent back."""
    if isinstance(value, str):
        return UNKEPT.sub("\ufffd", value)
    return [shown(each) for each in value] if isinstance(value, list | tuple) else value


def refuse_unkept(value: Any) -> None:
    """Raises ValidationError with a sentence that says where the first such character stands."""
    for text in value if isinstance(value, list | tuple) else [value]:
        if isinstance(text, str) and (found := UNKEPT.search(text)):
            before = " ".join(text[: found.start()].split())[-24:]
            place = f"after “{before}”" if before else "at its beginning"
            says = f"Your text has a character that cannot be kept, {place}."
            raise ValidationError(f"{says} We show it as �: take it out, then continue.", code="unkept")


class _Kept(forms.Field):
    """`width` is a GOV.UK width class: 2, 3, 4, 5, 10, 20 or 30 characters."""

    def __init__(self, *args: Any, width: int | None = None, **kwargs: Any) -> None:
        self.width = width
        super().__init__(*args, **kwargs)

    def clean(self, value: Any) -> Any:
        refuse_unkept(value)
        return super().clean(value)

    def bound_data(self, data: Any, initial: Any) -> Any:
        return shown(super().bound_data(data, initial))


class CharField(_Kept, forms.CharField):
    """Text. Line ends become one character, in a field of one line a space; too long a text stays, whole."""

    default_error_messages = {
        "max_length": "This has %(show_value)d characters; there is room for %(limit_value)d. Shorten it.",
        "min_length": "This has %(show_value)d characters; write at least %(limit_value)d.",
    }

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not isinstance(text, str):
            return text
        if isinstance(self.widget, TextInput):
            return " ".join(text.splitlines())
        return re.sub("\r\n?", "\n", text)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Without maxlength: a browser would cut a pasted text and say nothing."""
        attrs: dict[str, Any] = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        attrs.pop("minlength", None)
        return attrs


class EmailField(CharField, forms.EmailField):
    widget = EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"})
    default_error_messages = {"invalid": "Enter an e-mail address in full, like name@school.example."}


class IntegerField(_Kept, forms.IntegerField):
    widget = TextInput(attrs={"inputmode": "numeric"})
    default_error_messages = {
        "invalid": "Enter a whole number, in figures.",
        "min_value": "Enter %(limit_value)s or more.",
        "max_value": "Enter %(limit_value)s or less.",
    }


class DateField(_Kept, forms.DateField):
    widget = DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    input_formats = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %m %Y", "%d %B %Y", "%d %b %Y")
    default_error_messages = {"invalid": "Enter a real date, like 23 October 2026."}


class TimeField(_Kept, forms.TimeField):
    widget = TimeInput(format="%H:%M", attrs={"type": "time"})
    input_formats = ("%H:%M", "%H:%M:%S", "%H.%M")
    default_error_messages = {"invalid": "Enter a time in hours and minutes, like 16:30."}


class ChoiceField(_Kept, forms.ChoiceField):
    default_error_messages = {"invalid_choice": "Choose one of the answers shown."}


class TypedChoiceField(_Kept, forms.TypedChoiceField):
    default_error_messages = {"invalid_choice": "Choose one of the answers shown."}


class MultipleChoiceField(_Kept, forms.MultipleChoiceField):
    default_error_messages = {"invalid_choice": "Choose from the answers shown."}


class BooleanField(forms.BooleanField):
    pass


class FileField(forms.FileField):
    default_error_messages = {"empty": "The file is empty. Choose another."}


class _Hinted(forms.widgets.ChoiceWidget):
    """`hints` gives a choice, by its value, a second line in a quieter voice."""

    def __init__(
        self, attrs: Any = None, choices: Sequence[Any] = (), *, hints: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(attrs, choices)
        self.hints = hints or {}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        return {**option, "hint": self.hints.get(str(value), "")}


class RadioSelect(_Hinted, forms.RadioSelect):
    pass


class CheckboxSelectMultiple(_Hinted, forms.CheckboxSelectMultiple):
    pass
