"""Form fields that keep what was typed and say how to fix it. `width` is the expected length in characters."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms import DateInput, EmailInput, TextInput, TimeInput

from waymark.kit.forms.characters import refuse_unstorable, replace_unstorable

CHOOSE_ONE = "Select one of the options"
SELECT_A_PERSON = "Select a person"
FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Of dates that are entered: what is counted from them, in days or months, stays within the calendar."""


class _StorableField(forms.Field):
    """`width` is a GOV.UK width class: 2, 3, 4, 5, 10, 20 or 30 characters."""

    def __init__(self, *args: Any, width: int | None = None, **kwargs: Any) -> None:
        self.width = width
        super().__init__(*args, **kwargs)

    def clean(self, value: Any) -> Any:
        refuse_unstorable(value)
        return super().clean(value)

    def bound_data(self, data: Any, initial: Any) -> Any:
        return replace_unstorable(super().bound_data(data, initial))


class CharField(_StorableField, forms.CharField):
    """Text. Line ends become one character, in a field of one line a space; text that is too long stays whole."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not isinstance(text, str):
            return text
        if isinstance(self.widget, TextInput):
            return " ".join(text.splitlines())
        return re.sub("\r\n?", "\n", text)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Without maxlength: a browser would cut a pasted text without saying so."""
        attrs: dict[str, Any] = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        attrs.pop("minlength", None)
        return attrs


class NameField(CharField):
    """A person's name, or a part of one, in any script: no date, number or picture alone is a name."""

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and not any(character.isalpha() for character in value):
            label = str(self.label or "Name").lower()
            raise forms.ValidationError(f"Enter a {label} that has letters", code="no_letter")


class EmailField(CharField, forms.EmailField):
    """An email address that Django's validator accepts; its domain may be international."""

    widget = EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"})
    default_error_messages = {
        "invalid": "Enter an email address in the correct format, like name@school.example"
    }


class IntegerField(_StorableField, forms.IntegerField):
    widget = TextInput(attrs={"inputmode": "numeric"})


class DateField(_StorableField, forms.DateField):
    """A day of the years in which anything of ours can happen; in a filter (`any_year`) any day at all."""

    widget = DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    input_formats = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %m %Y", "%d %B %Y", "%d %b %Y")
    default_error_messages = {
        "invalid": "Enter a real date, like 23 October 2026",
        "year": f"Enter a date with a year between {FIRST_YEAR} and {LAST_YEAR}",
    }

    def __init__(self, *args: Any, any_year: bool = False, **kwargs: Any) -> None:
        self.any_year = any_year
        super().__init__(*args, **kwargs)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and not self.any_year and not FIRST_YEAR <= value.year <= LAST_YEAR:
            raise forms.ValidationError(self.error_messages["year"], code="year")


class TimeField(_StorableField, forms.TimeField):
    widget = TimeInput(format="%H:%M", attrs={"type": "time"})
    input_formats = ("%H:%M", "%H:%M:%S", "%H.%M")
    default_error_messages = {"invalid": "Enter a time in hours and minutes, like 16:30"}


class ChoiceField(_StorableField, forms.ChoiceField):
    default_error_messages = {"invalid_choice": CHOOSE_ONE}


class TypedChoiceField(_StorableField, forms.TypedChoiceField):
    default_error_messages = {"invalid_choice": CHOOSE_ONE}


class PersonField(TypedChoiceField):
    """A list of people. Its first option is never a person, so no one is chosen by accident.

    Choices are pairs of an id and what tells the person from others; `empty` is the text of the first option.
    """

    widget = forms.Select

    def __init__(self, *args: Any, empty: str = SELECT_A_PERSON, **kwargs: Any) -> None:
        self.empty = empty
        errors = {"required": SELECT_A_PERSON, "invalid_choice": f"{SELECT_A_PERSON} from the list"}
        kwargs["error_messages"] = errors | kwargs.get("error_messages", {})
        kwargs.setdefault("coerce", int)
        kwargs.setdefault("empty_value", None)
        super().__init__(*args, **kwargs)
        self.offer(kwargs.get("choices", ()))

    def offer(self, people: Iterable[tuple[Any, str]]) -> None:
        """Offer these people, after the first option."""
        self.choices = [("", self.empty), *people]


class MultipleChoiceField(_StorableField, forms.MultipleChoiceField):
    default_error_messages = {"invalid_choice": "Select from the options"}


class BooleanField(forms.BooleanField):
    pass


class FileField(forms.FileField):
    default_error_messages = {"empty": "The file is empty. Select another file"}
