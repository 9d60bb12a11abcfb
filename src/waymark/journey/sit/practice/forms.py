"""The form that opens the practice: one tick."""

from __future__ import annotations

from waymark.kit import forms


class PracticeForm(forms.Form):
    declared = forms.BooleanField(
        label="I understand that this is for practice: no one marks it, and it doesn’t count towards my result.",
        error_messages={"required": "Tick the box to start practising"},
    )
