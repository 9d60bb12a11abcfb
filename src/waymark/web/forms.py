"""Shapes of input in the lobby."""

from __future__ import annotations

from waymark.kit import forms


class MoveTime(forms.Form):
    on = forms.DateField(label="To the day", error_messages={"required": "Enter the day to move to."})
    at = forms.TimeField(
        label="And the time", initial="10:00", error_messages={"required": "Enter the time, like 10:00."}
    )
