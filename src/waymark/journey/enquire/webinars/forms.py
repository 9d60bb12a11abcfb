"""A webinar, its recording, and signing up for one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from waymark.journey.enquire.webinars.models import Webinar
from waymark.kit import forms
from waymark.kit.clock import LONDON, earliest, zone_named


def clean_address(address: str) -> str:
    if not address.startswith("https://") or any(letter.isspace() or letter in '"<>' for letter in address):
        raise forms.ValidationError("Enter a web address that starts with https://")
    return address


class WebinarForm(forms.Form):
    programme = forms.ChoiceField(label="Programme")
    title = forms.CharField(label="Title", max_length=120)
    starts_on = forms.DateField(label="Date")
    starts_time = forms.TimeField(label="Start time", help_text="London time.")
    minutes = forms.IntegerField(label="Length in minutes", min_value=5, max_value=480, width=4)
    link = forms.CharField(label="Link to join", max_length=500, help_text="Only people with a place get it.")
    capacity = forms.IntegerField(
        label="Places (optional)", required=False, min_value=1, max_value=100_000, width=5
    )

    def __init__(self, *args: Any, programmes: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["programme"]
        choice.choices = programmes

    @staticmethod
    def of(webinar: Webinar | None) -> dict[str, Any]:
        if webinar is None:
            return {"minutes": 60}
        local = webinar.starts_at.astimezone(zone_named(LONDON))
        names = ("title", "minutes", "link", "capacity")
        shown = {name: getattr(webinar, name) for name in names}
        return shown | {
            "programme": webinar.programme_slug,
            "starts_on": local.date(),
            "starts_time": local.time(),
        }

    def clean_link(self) -> str:
        return clean_address(self.cleaned_data["link"])

    def starts_at(self) -> datetime:
        return earliest(self.cleaned_data["starts_on"], self.cleaned_data["starts_time"], zone_named(LONDON))


class RecordingForm(forms.Form):
    recording = forms.CharField(label="Link to the recording", max_length=500)

    def clean_recording(self) -> str:
        return clean_address(self.cleaned_data["recording"])


class PlaceForm(forms.Form):
    email = forms.EmailField(label="Your email address", max_length=254)
    homepage = forms.CharField(
        label="Leave this field empty",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def clean_homepage(self) -> str:
        if self.cleaned_data["homepage"]:
            raise forms.ValidationError("Leave this field empty. It’s there to stop automatic messages.")
        return ""
