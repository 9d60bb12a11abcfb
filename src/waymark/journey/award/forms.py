"""Shape of what a lead and a board member hand in."""

from __future__ import annotations

from typing import Any

from waymark.kit import forms


class NotYetForm(forms.Form):
    """Asked only where the award is not made: both stand in the letter."""

    next_says = forms.CharField(
        label="What happens next",
        help_text="Write to the participant: what they do, what you do, and where. It stands in the letter.",
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=2000,
    )
    next_on = forms.DateField(label="By when", help_text="A day later than today.")


class ReleaseForm(forms.Form):
    """Results by id; the choices are those that wait at the viewer's provider."""

    def __init__(self, ids: list[int], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcomes"] = forms.MultipleChoiceField(
            label="Results to release",
            choices=[(str(one), str(one)) for one in ids],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": "Tick at least one result to release."},
        )
