"""What is sent to save corrected answers."""

from __future__ import annotations

from waymark.journey.apply.corrections import words
from waymark.kit import forms


class SaveForm(forms.Form):
    """By the applicant."""

    version = forms.CharField(
        max_length=40, widget=forms.HiddenInput, error_messages={"required": words.LOOK_AGAIN}
    )


class StaffSaveForm(SaveForm):
    reason = forms.CharField(
        label="Why are you correcting these answers?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The applicant can read it.",
        error_messages={"required": words.NO_REASON},
    )
