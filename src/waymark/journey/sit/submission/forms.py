"""One tick before submitting."""

from __future__ import annotations

from waymark.kit import forms


class ConfirmForm(forms.Form):
    declared = forms.BooleanField(
        label="I confirm the declaration that I made when I opened the desk.",
        error_messages={"required": "Tick this sentence to hand in."},
    )
