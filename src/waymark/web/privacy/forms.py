"""Shape of what is entered about erasure, legal holds and retention."""

from __future__ import annotations

from typing import Any

from waymark.kit import forms
from waymark.kit.retention import CLASSES, RetentionClass, Unit
from waymark.web.privacy.models import REASON

LONGEST = 240


class ErasureForm(forms.Form):
    reason = forms.CharField(
        label="Why should this person be erased?",
        help_text="One line, without their name. It is removed with everything else.",
        max_length=REASON,
        error_messages={"required": "Enter why this person should be erased"},
    )


class ErasureDecisionForm(forms.Form):
    decision = forms.ChoiceField(
        label="Do you agree?",
        widget=forms.RadioSelect,
        choices=[("approve", "Yes, erase this person"), ("refuse", "No, keep the data")],
        error_messages={"required": "Select whether you agree"},
    )
    why = forms.CharField(label="Why not? (optional if you agree)", required=False, max_length=REASON)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("decision") == "refuse" and not values.get("why") and "why" not in self.errors:
            self.add_error("why", "Enter why you don’t agree")
        return values


class HoldForm(forms.Form):
    reason = forms.CharField(
        label="Why must nothing be removed?",
        help_text="Such as a complaint, a claim or an investigation, with its number.",
        max_length=REASON,
        error_messages={"required": "Enter why nothing may be removed"},
    )
    is_appeal = forms.BooleanField(
        label="It is an appeal against a result",
        help_text="Lift the hold when the appeal is over. Times “after the appeal” begin then.",
        required=False,
    )


class PeriodForm(forms.Form):
    retention_class = forms.ChoiceField(
        label="Class of record", widget=forms.Select, error_messages={"required": "Select a class of record"}
    )
    number = forms.IntegerField(
        label="Keep for",
        min_value=1,
        max_value=LONGEST,
        error_messages={
            "required": "Enter how long to keep it",
            "invalid": "Enter a whole number, such as 12",
        },
    )
    unit = forms.ChoiceField(
        label="Months or days",
        widget=forms.Select,
        choices=[("", "Select months or days"), (Unit.MONTHS.value, "Months"), (Unit.DAYS.value, "Days")],
        error_messages={"required": "Select months or days"},
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        field: Any = self.fields["retention_class"]
        kept = [(entry.slug.value, entry.title) for entry in CLASSES.values() if entry.period]
        field.choices = [("", "Select a class of record"), *kept]

    def selected_class(self) -> RetentionClass:
        return RetentionClass(self.cleaned_data["retention_class"])

    def selected_unit(self) -> Unit:
        return Unit(self.cleaned_data["unit"])


class SwitchForm(forms.Form):
    confirmed = forms.BooleanField(
        label="I have looked at what is due. Remove it now, and every day what falls due",
        error_messages={"required": "Select the box to confirm that you have looked at what is due"},
    )
