"""Forms about more time. Whether a day is possible is decided by the actions."""

from __future__ import annotations

from datetime import time
from typing import Any

from waymark.ground.people.rules import MOST_REST_MINUTES
from waymark.journey.sit.extra_time.actions import MAX_EXTRA_DAYS, EvidenceFile
from waymark.journey.sit.extra_time.words import TOO_LARGE, WRONG_KIND
from waymark.journey.sit.windows.models import SittingWindow
from waymark.kit import forms

AS_REQUESTED, OTHER_DAY, REFUSED = "as_requested", "other_day", "refused"
ACCEPT = ".pdf,.png,.jpg,.jpeg,.docx"


class ExtensionRequestForm(forms.Form):
    until_on = forms.DateField(
        label="Which day do you need until?",
        error_messages={"required": "Enter the day you need until"},
    )
    until_time = forms.TimeField(label="What time on that day? (optional)", required=False, width=5)
    reason = forms.CharField(
        label="Why is more time needed?",
        help_text="Tell us what happened and how much time it took. A few sentences are enough.",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Enter why more time is needed"},
    )
    evidence = forms.CharField(
        label="What evidence is there? (optional)",
        help_text="For example, a doctor’s note of 24 October. Only the people who decide can read this.",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    file = forms.FileField(
        label="Evidence file (optional)",
        help_text="PDF, PNG, JPEG or Word (.docx), up to 5 MB. We keep it exactly as you upload it.",
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )

    def __init__(self, *args: Any, window: SittingWindow, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        closes = f"{window.closes_time:%H:%M}"
        self.fields["until_on"].help_text = f"In the window’s time zone, {window.zone}."
        self.fields["until_time"].help_text = f"If you leave this empty, we use {closes}."

    def clean_until_time(self) -> time | None:
        return whole_minute(self.cleaned_data["until_time"])

    def add_file_error(self, *, is_too_large: bool) -> None:
        self.errors.pop("file", None)
        self.add_error("file", TOO_LARGE if is_too_large else WRONG_KIND)

    def request_fields(self, file: EvidenceFile | None) -> dict[str, Any]:
        """The arguments of `request_extension`."""
        names = ("until_on", "until_time", "reason", "evidence")
        return {name: self.cleaned_data[name] for name in names} | {"file": file}


class ExtensionDecisionForm(forms.Form):
    decision = forms.ChoiceField(
        label="Your decision",
        widget=forms.RadioSelect,
        error_messages={"required": "Select your decision"},
    )
    until_on = forms.DateField(
        label="Other day", help_text="Only needed if you grant it until another day.", required=False
    )
    until_time = forms.TimeField(
        label="Time on that day",
        help_text="If you leave this empty, we use the time requested.",
        required=False,
        width=5,
    )
    why = forms.CharField(
        label="Reason for your decision",
        help_text="The participant reads this on their page and in an email.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter the reason for your decision"},
    )

    def __init__(self, *args: Any, requested: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["decision"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (AS_REQUESTED, f"Grant as requested, until {requested}"),
            (OTHER_DAY, "Grant until another day"),
            (REFUSED, "Don’t grant"),
        ]

    def clean_until_time(self) -> time | None:
        return whole_minute(self.cleaned_data["until_time"])

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        needs_day = values.get("decision") == OTHER_DAY and not values.get("until_on")
        if needs_day and "until_on" not in self.errors:
            self.add_error("until_on", "Enter the other day you’re granting it until")
        return values

    def decision_fields(self) -> dict[str, Any]:
        """The arguments of `decide_extension`. A day entered with another choice is ignored."""
        values = self.cleaned_data
        fields = {"granted": values["decision"] != REFUSED, "why": values["why"]}
        if values["decision"] == OTHER_DAY:
            fields |= {"until_on": values["until_on"], "until_time": values["until_time"]}
        return fields


class AccessTimeForm(forms.Form):
    extra_days = forms.IntegerField(
        label="Extra calendar days in every window (optional)",
        required=False,
        min_value=0,
        max_value=MAX_EXTRA_DAYS,
        width=2,
    )
    rest_minutes = forms.IntegerField(
        label="Minutes for rest breaks in every window (optional)",
        help_text="They are added to the end of the window.",
        required=False,
        min_value=0,
        max_value=MOST_REST_MINUTES,
        width=4,
    )
    arrangement = forms.CharField(
        label="Arrangement",
        help_text="One line, which the participant will also read. For example, 25% more time.",
        max_length=300,
        error_messages={"required": "Enter the arrangement"},
    )


class AccessTimeDecisionForm(forms.Form):
    decision = forms.ChoiceField(
        label="Your decision",
        widget=forms.RadioSelect,
        choices=[("granted", "Grant the extra time"), ("refused", "Don’t grant it")],
        error_messages={"required": "Select your decision"},
    )
    why = forms.CharField(
        label="Reason for your decision",
        help_text="The participant reads this on their page and in an email.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter the reason for your decision"},
    )


def whole_minute(at: time | None) -> time | None:
    """A close is always at the end of a minute, so seconds are dropped."""
    return at and at.replace(second=0, microsecond=0)
