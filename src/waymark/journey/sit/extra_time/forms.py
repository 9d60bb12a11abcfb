"""Shapes of input about more time and late texts. Whether a day will do is the actions' question."""

from __future__ import annotations

from datetime import time
from typing import Any

from waymark.journey.sit.extra_time.actions import MOST_EXTRA_DAYS, Evidence
from waymark.journey.sit.extra_time.words import NO_SUCH_KIND, TOO_BIG
from waymark.journey.sit.windows.models import SittingWindow
from waymark.kit import forms

AS_ASKED, OTHERWISE, REFUSED = "as_asked", "otherwise", "refused"
ACCEPT = ".pdf,.png,.jpg,.jpeg,.docx"
REASON = "What happened, and how much time it took from you. A few sentences are enough."


class AskForm(forms.Form):
    until_on = forms.DateField(label="Until which day?")
    until_time = forms.TimeField(label="Until what time on that day?", required=False, width=5)
    reason = forms.CharField(
        label="Why is the time needed?",
        help_text=REASON,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    evidence = forms.CharField(
        label="What shows it?",
        help_text="May stay empty. For example: a note from a doctor of 24 October. Only those who decide read it.",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    file = forms.FileField(
        label="A file that shows it",
        help_text="May stay empty. PDF, PNG, JPEG or Word (.docx), up to 5 MB. It is kept as it is and not opened.",
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )

    def __init__(self, *args: Any, window: SittingWindow, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        closes = f"{window.closes_time:%H:%M}"
        self.fields["until_on"].help_text = f"Counted where the window is: {window.zone}."
        self.fields["until_time"].help_text = f"Left empty, it is {closes}. The minute you name counts whole."

    def clean_until_time(self) -> time | None:
        return whole_minute(self.cleaned_data["until_time"])

    def say_of_file(self, *, too_big: bool) -> None:
        self.errors.pop("file", None)
        self.add_error("file", TOO_BIG if too_big else NO_SUCH_KIND)

    def said(self, file: Evidence | None) -> dict[str, Any]:
        """What `ask_for_time` wants of it."""
        names = ("until_on", "until_time", "reason", "evidence")
        return {name: self.cleaned_data[name] for name in names} | {"file": file}


class ExtensionDecisionForm(forms.Form):
    decision = forms.ChoiceField(label="Your decision", widget=forms.RadioSelect)
    until_on = forms.DateField(
        label="The other day", help_text="Only where you grant until another day.", required=False
    )
    until_time = forms.TimeField(
        label="The time on that day",
        help_text="Left empty, it is the time that was asked for.",
        required=False,
        width=5,
    )
    why = forms.CharField(
        label="Why, in a sentence",
        help_text="The participant reads it, on their page and in a letter.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, asked: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["decision"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (AS_ASKED, f"Grant as asked, until {asked}"),
            (OTHERWISE, "Grant until another day"),
            (REFUSED, "Do not grant"),
        ]

    def clean_until_time(self) -> time | None:
        return whole_minute(self.cleaned_data["until_time"])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        needs_day = said.get("decision") == OTHERWISE and not said.get("until_on")
        if needs_day and "until_on" not in self.errors:
            self.add_error("until_on", "Say until which other day it is granted.")
        return said

    def said(self) -> dict[str, Any]:
        """What `decide_extension` wants of it; a day written beside another choice is not taken."""
        said = self.cleaned_data
        own = {"until_on": said["until_on"], "until_time": said["until_time"]}
        granted = said["decision"] != REFUSED
        return {"granted": granted, "why": said["why"]} | (own if said["decision"] == OTHERWISE else {})


class AccessTimeForm(forms.Form):
    extra_days = forms.IntegerField(
        label="Calendar days more in every window",
        min_value=1,
        max_value=MOST_EXTRA_DAYS,
        width=2,
    )
    arrangement = forms.CharField(
        label="The arrangement",
        help_text="In a line that the participant reads too, such as: 25 % more time.",
        max_length=300,
    )


def whole_minute(at: time | None) -> time | None:
    """A window closes with a minute, never within one."""
    return at and at.replace(second=0, microsecond=0)
