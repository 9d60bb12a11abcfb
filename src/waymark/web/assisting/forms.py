"""Whom a participant names as their assistant."""

from __future__ import annotations

from waymark.ground.people.rules import LONGEST_NAME
from waymark.kit import forms
from waymark.kit.email_addresses import is_email


class AssistantForm(forms.Form):
    name = forms.CharField(
        label="Their name", max_length=LONGEST_NAME, error_messages={"required": "Enter their name"}
    )
    email = forms.CharField(
        label="Their email address",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Enter their email address"},
    )
    gets_reminders = forms.BooleanField(
        label="Email them a reminder a week and a day before each session", required=False
    )

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].strip()
        if not is_email(email):
            raise forms.ValidationError("Enter an email address in the correct format, like name@example.com")
        return email
