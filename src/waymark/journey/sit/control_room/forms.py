"""The form to record an incident."""

from __future__ import annotations

from waymark.kit import forms


class IncidentForm(forms.Form):
    what = forms.CharField(
        label="What happened, and what did you do about it?",
        help_text="Up to 500 characters. Your team can read this, so don’t include anything a participant wrote.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter what happened"},
    )
