"""The form that moves the demonstration's time."""

from __future__ import annotations

from waymark.kit import forms


class MoveTime(forms.Form):
    on = forms.DateField(label="Date", error_messages={"required": "Enter the date"})
    at = forms.TimeField(
        label="Time", initial="10:00", error_messages={"required": "Enter the time, like 10:00"}
    )
