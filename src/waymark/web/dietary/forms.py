"""What a participant writes about food, and why a lead reads it."""

from __future__ import annotations

from waymark.ground.people.rules import DIETARY_CONSENT, LONGEST_DIETARY_NEED
from waymark.kit import forms
from waymark.kit.corrections import LONGEST_REASON


class DietaryForm(forms.Form):
    needs = forms.CharField(
        label="What do you need?",
        help_text="Such as halal, vegetarian, or no nuts because of an allergy.",
        max_length=LONGEST_DIETARY_NEED,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Enter your dietary needs. If you don’t have any, you can leave this page"
        },
    )
    agrees = forms.BooleanField(
        label=DIETARY_CONSENT,
        error_messages={"required": "Select the box if you agree. Without it we can’t keep what you wrote."},
    )


class ReadingForm(forms.Form):
    reason = forms.CharField(
        label="Why do you need to see it?",
        help_text="Such as the event you order food for. The participant sees the reason.",
        max_length=LONGEST_REASON,
        error_messages={"required": "Enter why you need to see it"},
    )
