"""The answer of the second person, where an act takes two."""

from __future__ import annotations

from typing import Any, ClassVar

from waymark.kit import forms


class ReviewForm(forms.Form):
    """`yes` and `no` say what each answer does. Whoever doesn't agree says why."""

    yes: ClassVar[str]
    no: ClassVar[str]

    decision = forms.ChoiceField(
        label="Do you agree?",
        widget=forms.RadioSelect,
        error_messages={"required": "Select whether you agree"},
    )
    why = forms.CharField(
        label="Why don’t you agree? (optional if you do)",
        help_text="One line for the programme team. Participants don’t see it.",
        required=False,
        max_length=300,
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        field: Any = self.fields["decision"]
        field.choices = [("confirmed", self.yes), ("returned", self.no)]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("decision") == "returned" and not values.get("why") and "why" not in self.errors:
            self.add_error("why", "Enter why you don’t agree")
        return values
