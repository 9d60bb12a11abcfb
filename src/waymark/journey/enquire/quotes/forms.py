"""A quote, and the record of consent to show it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from waymark.journey.enquire.quotes.models import ConsentHow
from waymark.kit import forms


class QuoteForm(forms.Form):
    programme = forms.ChoiceField(label="Programme")
    text = forms.CharField(label="Their words", max_length=1000, widget=forms.Textarea(attrs={"rows": 5}))
    name = forms.CharField(
        label="Name as shown",
        max_length=200,
        help_text="As they’d like it shown, for example: Participant, autumn 2022.",
    )
    role = forms.CharField(label="Role (optional)", required=False, max_length=200)
    email = forms.EmailField(
        label="Their email address",
        max_length=254,
        help_text="Never shown. They get a link to agree and to withdraw.",
    )

    def __init__(self, *args: Any, programmes: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["programme"]
        choice.choices = programmes


HOW = [choice for choice in ConsentHow.choices if choice[0] != ConsentHow.LINK]
"""What staff can record; the link records itself."""


class ConsentForm(forms.Form):
    given_by = forms.CharField(
        label="Who agreed?", max_length=200, error_messages={"required": "Enter who agreed"}
    )
    given_on = forms.DateField(
        label="When did they agree?", error_messages={"required": "Enter when they agreed"}
    )
    how = forms.ChoiceField(
        label="How did they agree?",
        choices=HOW,
        widget=forms.RadioSelect,
        error_messages={"required": "Select how they agreed"},
    )


class WithdrawalForm(forms.Form):
    given_by = forms.CharField(
        label="Who withdrew?", max_length=200, error_messages={"required": "Enter who withdrew"}
    )
    how = forms.ChoiceField(
        label="How did they tell you?",
        choices=HOW,
        widget=forms.RadioSelect,
        error_messages={"required": "Select how they told you"},
    )
    reason = forms.CharField(label="Reason (optional)", required=False, max_length=1000)
