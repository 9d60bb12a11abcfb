"""The email field that all forms about applications share, and the lead's rejection."""

from __future__ import annotations

from typing import Any

from waymark.journey.apply.applications import words
from waymark.kit import forms
from waymark.kit.email_addresses import is_email


class StrictEmailField(forms.EmailField):
    """An email address that an enrolment file would accept too."""

    def clean(self, value: Any) -> str:
        address = str(super().clean(value)).lower()
        if address and not is_email(address):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return address


class RejectionForm(forms.Form):
    reason = forms.ChoiceField(
        label="Reason for rejection",
        choices=words.REJECTION_CHOICES,
        widget=forms.RadioSelect(hints=words.REJECTION_REASONS),
        error_messages={"required": "Select a reason for rejection"},
    )
    note = forms.CharField(
        label="Message to the applicant (optional)",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="We’ll add this to the email, below the reason.",
    )
