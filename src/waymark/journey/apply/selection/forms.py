"""The forms of reviews, offers, places and decisions that are put right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from waymark.journey.apply.selection import words
from waymark.kit import forms

if TYPE_CHECKING:
    from waymark.journey.apply.selection.queries import Twin


class ReviewForm(forms.Form):
    recommendation = forms.ChoiceField(
        label="Your recommendation",
        choices=list(words.RECOMMENDATIONS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "Select your recommendation"},
    )
    reason = forms.CharField(
        label="Reason",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="The lead and the other reviewer can read it.",
    )


class OfferForm(forms.Form):
    until = forms.DateField(
        label="Last day to answer", error_messages={"required": "Enter the last day to answer the offer"}
    )


class PlacesForm(forms.Form):
    places = forms.IntegerField(
        label="Places in this cohort",
        required=False,
        min_value=0,
        max_value=5000,
        width=4,
        help_text="Leave it empty if there are as many as are needed.",
    )


class ReopeningForm(forms.Form):
    why = forms.CharField(
        label="Why is the decision put right?", max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class TwinForm(forms.Form):
    twin = forms.ChoiceField(
        label="The application that goes on",
        widget=forms.RadioSelect,
        error_messages={"required": "Select the application that goes on"},
    )

    def __init__(self, *args: Any, twins: Sequence[Twin], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["twin"]
        field.widget = forms.RadioSelect(hints={twin.application.reference: twin.sentence for twin in twins})
        field.choices = [
            (
                twin.application.reference,
                f"{twin.application.reference}, {twin.application.name}, {twin.application.cohort.name}",
            )
            for twin in twins
        ]


class AnswerForm(forms.Form):
    heading_field = "answer"
    answer = forms.ChoiceField(
        label="Do you accept the place?",
        choices=[("yes", "Yes, I accept the place"), ("no", "No, I decline it")],
        widget=forms.RadioSelect,
        error_messages={"required": "Select whether you accept the place"},
    )


class WithdrawalForm(forms.Form):
    why = forms.CharField(
        label="Why do you withdraw? (optional)",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
