"""The forms in which a lead records an outage, and someone else confirms or returns it."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from waymark.journey.sit.review_form import ReviewForm
from waymark.kit import forms
from waymark.kit.clock import earliest, latest, zone_named


class OutageForm(forms.Form):
    began_on = forms.DateField(
        label="On which day did it begin?", error_messages={"required": "Enter the day it began"}
    )
    began_time = forms.TimeField(
        label="At what time did it begin?", width=5, error_messages={"required": "Enter the time it began"}
    )
    ended_on = forms.DateField(
        label="On which day did it end?", error_messages={"required": "Enter the day it ended"}
    )
    ended_time = forms.TimeField(
        label="At what time did it end?", width=5, error_messages={"required": "Enter the time it ended"}
    )
    evidence = forms.CharField(
        label="What shows it?",
        help_text="For example, the monitoring’s log or the hosting company’s notice. Up to 500 characters.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter what shows the outage"},
    )

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone
        self.fields["began_on"].help_text = f"In the window’s time zone, {zone}."

    def outage_fields(self) -> dict[str, Any]:
        """Times and evidence as `record_outage` takes them: whole local minutes.

        Where the clocks go back, an end that would come before the beginning is meant the second time.
        """
        values = self.cleaned_data
        began = _local(values["began_on"], values["began_time"])
        ended = _local(values["ended_on"], values["ended_time"])
        zone = zone_named(self.zone)
        begins, ends = earliest(*began, zone), earliest(*ended, zone)
        return {
            "began": begins,
            "ended": ends if ends > begins else latest(*ended, zone),
            "evidence": values["evidence"],
        }


def _local(on: date, at: time) -> tuple[date, time]:
    return on, at.replace(second=0, microsecond=0)


class OutageReviewForm(ReviewForm):
    yes = "Yes, confirm this outage"
    no = "No, return it to the lead"
