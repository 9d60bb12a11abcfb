"""What a sponsor is asked: yes or no, hours for each month, and how the work is covered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from waymark.kit import forms

MOST_HOURS = 200


class EndorsementForm(forms.Form):
    endorses = forms.ChoiceField(
        label="Do you support this application?",
        choices=[("yes", "Yes"), ("no", "No")],
        widget=forms.RadioSelect,
        error_messages={"required": "Select yes if you support this application"},
    )
    comment = forms.CharField(
        label="Comment (optional)",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="The applicant and the programme team can read it.",
    )
    cover = forms.CharField(
        label="How will their work be covered?",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For example, who teaches their classes on workshop days.",
    )

    def __init__(
        self, *args: Any, months: Sequence[date], about_application: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if not about_application:
            self._ask_about_participant()
        self.months = {f"hours_{month:%Y_%m}": month for month in months}
        for name, month in self.months.items():
            self.fields[name] = forms.IntegerField(
                label=f"Hours in {month:%B %Y}", required=False, min_value=0, max_value=MOST_HOURS, width=3
            )

    def _ask_about_participant(self) -> None:
        endorses, comment = self.fields["endorses"], self.fields["comment"]
        endorses.label = "Do you support them in taking part?"
        endorses.error_messages["required"] = "Select yes if you support them in taking part"
        comment.help_text = "The participant and the programme team can read it."

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("endorses") != "yes":
            return cleaned
        if not any(cleaned.get(name) for name in self.months) and not set(self.months) & set(self.errors):
            first = next(iter(self.months))
            self.add_error(first, "Enter the hours you agree for their studies, month by month")
        if not cleaned.get("cover") and "cover" not in self.errors:
            self.add_error("cover", "Enter how their work will be covered")
        return cleaned

    @property
    def hours_by_month(self) -> dict[date, int]:
        """Months without a number are left out."""
        values = {month: self.cleaned_data.get(name) for name, month in self.months.items()}
        return {month: hours for month, hours in values.items() if hours is not None}
