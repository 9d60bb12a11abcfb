"""The applicant's name, and how the statement of result will print it."""

from __future__ import annotations

from typing import Any

from waymark.journey.apply.applications.models import LONGEST_NAME
from waymark.journey.apply.applications.printing import not_printed
from waymark.journey.apply.applications.steps.base import Answering, ConfirmationStep, Step
from waymark.kit import forms


class NameForm(forms.Form):
    given_name = forms.NameField(
        label="Given name",
        max_length=LONGEST_NAME,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    family_name = forms.NameField(
        label="Family name",
        max_length=LONGEST_NAME,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )
    one_name = forms.BooleanField(label="I have only one name", required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        names = {
            name: cleaned.get(name, "") for name in ("given_name", "family_name") if name not in self.errors
        }
        if len(names) == 2 and not any(names.values()):
            self.add_error("given_name", "Enter your given name")
        elif not cleaned.get("one_name"):
            for name, text in names.items():
                if not text and any(names.values()):
                    label = self.fields[name].label
                    self.add_error(name, f"Enter your {str(label).lower()}, or tick “I have only one name”")
        return cleaned


class NameStep(Step):
    slug, key, form = "name", "Name", NameForm
    heading = "What is your name?"
    hint = "Enter it as it should appear on your award, in any script."

    def summary(self, answering: Answering) -> str:
        return name_of(answering)


class PrintedNameStep(ConfirmationStep):
    slug, key = "printed-name", "Name on your statement"
    asked_at = "name"
    heading = "How your name will be printed"

    def confirmed(self, answering: Answering) -> str:
        return name_of(answering)

    def context(self, answering: Answering) -> dict[str, object]:
        name = name_of(answering)
        letters = not_printed(name)
        return {
            "intro": "Your statement of result will say:",
            "shown": name,
            "warning": (
                f"Our statement can’t print {', '.join(f'“{letter}”' for letter in letters)}: a box would be printed "
                "instead. You can still apply with it. Go back if you’d rather enter it in Latin letters."
                if letters
                else ""
            ),
        }


def name_of(answering: Answering) -> str:
    return " ".join(filter(None, (answering.get("given_name"), answering.get("family_name"))))
