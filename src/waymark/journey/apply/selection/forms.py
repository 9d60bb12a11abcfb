"""The forms of reviews, offers, places and decisions that are put right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from waymark.journey.apply.selection import words
from waymark.kit import forms
from waymark.kit.formatting import long_date

if TYPE_CHECKING:
    from waymark.journey.apply.applications.models import Application
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


class DespiteForm(forms.Form):
    """With `asks_why`, a place is given although not everyone who reviewed the application recommends it."""

    despite = forms.CharField(
        label="Why are you giving them a place?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Not everyone who reviewed this application recommends it. Your reason is kept with the decision.",
        error_messages={"required": "Enter why you’re giving them a place"},
    )

    def __init__(self, *args: Any, asks_why: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_why:
            del self.fields["despite"]

    @property
    def reason(self) -> str:
        return str(self.cleaned_data.get("despite", ""))


class AcceptanceForm(DespiteForm):
    pass


class OfferForm(DespiteForm):
    until = forms.DateField(
        label="Last day to answer", error_messages={"required": "Enter the last day to answer the offer"}
    )


class WaitingListForm(forms.Form):
    """A place for each application that waits, and why the order is changed."""

    def __init__(self, *args: Any, waiting: Sequence[Application], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.waiting = {f"place_{application.pk}": application for application in waiting}
        for number, (name, application) in enumerate(self.waiting.items(), start=1):
            self.fields[name] = forms.IntegerField(
                label=f"Position of {application.name}",
                initial=number,
                min_value=1,
                max_value=len(self.waiting),
                width=3,
                help_text=f"{application.organisation}. Waiting since {long_date(application.waiting_place.at)}.",
            )
        self.fields["reason"] = forms.CharField(
            label="Why are you changing the order?",
            max_length=1000,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text="Applicants can’t read it. They see their own place.",
            error_messages={"required": "Enter why you’re changing the order"},
        )

    @property
    def places(self) -> dict[int, int]:
        """The places, counted from 1, by the id of the application."""
        return {application.pk: self.cleaned_data[name] for name, application in self.waiting.items()}


class PlacesForm(forms.Form):
    places = forms.IntegerField(
        label="Places in this cohort",
        required=False,
        min_value=0,
        max_value=5000,
        width=4,
        help_text="Leave this empty if there is no limit.",
    )


class ReopeningForm(forms.Form):
    why = forms.CharField(
        label="Why are you taking this decision back?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter why you’re taking this decision back"},
    )


class TwinForm(forms.Form):
    twin = forms.ChoiceField(
        label="The application to continue with",
        widget=forms.RadioSelect,
        error_messages={"required": "Select the application to continue with"},
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
