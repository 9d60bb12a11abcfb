"""Shape of what a lead and a board member send."""

from __future__ import annotations

from typing import Any

from waymark.kit import forms


class NotYetForm(forms.Form):
    """Asked only where the award is not made; the participant reads both answers in the result letter."""

    next_steps = forms.CharField(
        label="What happens next",
        help_text=(
            "Tell the participant what they need to do, what you will do, and where. "
            "They’ll read this in their result letter."
        ),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=2000,
        error_messages={"required": "Enter what happens next"},
    )
    next_on = forms.DateField(
        label="By when", help_text="A date after today.", error_messages={"required": "Enter a date"}
    )


class ReleaseForm(forms.Form):
    """Results by id; the choices are the unreleased ones of the viewer's provider."""

    def __init__(self, ids: list[int], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcomes"] = forms.MultipleChoiceField(
            label="Results to release",
            choices=[(str(outcome_id), str(outcome_id)) for outcome_id in ids],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": "Select at least one result to release"},
        )
