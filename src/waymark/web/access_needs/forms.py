"""What a lead records of an agreed need."""

from __future__ import annotations

from typing import Any

from waymark.ground.people.actions import NeedDraft
from waymark.ground.people.rules import MOST_EXTRA_DAYS, MOST_REST_MINUTES
from waymark.kit import forms
from waymark.kit.corrections import LONGEST_REASON


class NeedForm(forms.Form):
    need = forms.CharField(
        label="What does this person need?",
        help_text="Use the words you agreed with them. They can read this on their own page.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter what the person needs"},
    )
    way_of_working = forms.CharField(
        label="How do they usually work? (optional)",
        help_text="Their normal way of working at school or in earlier courses, such as a screen reader.",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    evidence = forms.CharField(
        label="What evidence have you seen? (optional)",
        help_text="Say what it was, who showed it to you and when. Don’t copy what a medical document says.",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    extra_days = forms.IntegerField(
        label="Extra calendar days in every assessment window (optional)",
        help_text="We propose them for each programme this person is on. Another programme lead decides.",
        required=False,
        min_value=0,
        max_value=MOST_EXTRA_DAYS,
        width=2,
        error_messages={
            "invalid": "Extra calendar days must be a whole number",
            "min_value": f"Extra calendar days must be between 0 and {MOST_EXTRA_DAYS}",
            "max_value": f"Extra calendar days must be between 0 and {MOST_EXTRA_DAYS}",
        },
    )
    rest_breaks = forms.BooleanField(label="Rest breaks", required=False)
    rest_minutes = forms.IntegerField(
        label="Minutes for rest breaks in every assessment window (optional)",
        help_text=(
            "A window stays open day and night, so no clock is stopped: the minutes are added to its end. "
            "Another programme lead decides."
        ),
        required=False,
        min_value=0,
        max_value=MOST_REST_MINUTES,
        width=4,
        error_messages={
            "invalid": "Minutes for rest breaks must be a whole number",
            "min_value": f"Minutes for rest breaks must be between 0 and {MOST_REST_MINUTES:,}",
            "max_value": f"Minutes for rest breaks must be between 0 and {MOST_REST_MINUTES:,}",
        },
    )
    large_print = forms.BooleanField(label="The case study in large print", required=False)
    word_copy = forms.BooleanField(label="The case study as a Word file", required=False)
    review_on = forms.DateField(
        label="When will you review this together? (optional)",
        required=False,
        error_messages={"invalid": "Review date must be a real date, like 23 October 2026"},
    )

    def to_draft(self) -> NeedDraft:
        data: dict[str, Any] = self.cleaned_data
        fields = {name: data[name] for name in NeedDraft.__dataclass_fields__}
        minutes = data["rest_minutes"] or 0
        fields |= {
            "extra_days": data["extra_days"] or 0,
            "rest_minutes": minutes,
            "rest_breaks": data["rest_breaks"] or minutes > 0,
        }
        return NeedDraft(**fields)


class ChangedNeedForm(NeedForm):
    reason = forms.CharField(
        label="Why are you changing this?",
        max_length=LONGEST_REASON,
        error_messages={"required": "Enter why you’re changing this"},
    )


class DeclinedNeedForm(forms.Form):
    why = forms.CharField(
        label="Why isn’t this agreed?",
        help_text="They can read this on their own page.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Enter why you’re declining this"},
    )


class EndedNeedForm(forms.Form):
    ended_because = forms.CharField(
        label="Why is this no longer needed?",
        max_length=LONGEST_REASON,
        error_messages={"required": "Enter why this is no longer needed"},
    )
