"""One tick before submitting."""

from __future__ import annotations

from waymark.kit import forms


class ConfirmForm(forms.Form):
    declared = forms.BooleanField(
        label="I confirm the declaration I made when I started.",
        error_messages={"required": "Tick the box to submit your answers"},
    )
