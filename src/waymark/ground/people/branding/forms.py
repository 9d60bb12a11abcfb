"""The settings of a provider: its look, and its accessibility statement."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from waymark.ground.people.branding import rules, words
from waymark.kit import forms

if TYPE_CHECKING:
    from waymark.ground.people.branding.models import Branding
    from waymark.ground.people.models import Provider

HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?")


class LookForm(forms.Form):
    name = forms.CharField(label="Name of your organisation", max_length=200)
    short_name = forms.CharField(
        label="Short name", max_length=60, help_text="Shown at the top of every page.", width=20
    )
    enquiries_email = forms.EmailField(label="Email address for questions", max_length=254)
    contact = forms.CharField(
        label="Postal address or telephone number (optional)",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    headline = forms.CharField(label="Headline of your front page (optional)", required=False, max_length=120)
    words = forms.CharField(
        label="Paragraph of your front page (optional)",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    link_colour = forms.CharField(
        label="Colour of links and buttons (optional)",
        required=False,
        max_length=20,
        width=10,
        help_text="Six hexadecimal digits, like #0f514a. We check that people can read it.",
    )
    sign_colour = forms.CharField(
        label="Colour of the panel that shows what to do next (optional)",
        required=False,
        max_length=20,
        width=10,
        help_text="White text is shown on it.",
    )
    logo = forms.FileField(
        label="Logo (optional)",
        required=False,
        max_length=255,
        help_text="PNG or JPEG, up to 300 KB. It’s shown 40 pixels high.",
        widget=forms.FileInput(attrs={"accept": ".png,.jpg,.jpeg"}),
    )
    removes_logo = forms.BooleanField(label="Remove the logo", required=False)
    site = forms.CharField(
        label="Web address of your front page (optional)",
        required=False,
        max_length=200,
        help_text="Only needed if several providers use this installation. For example, npq.harbour.example.",
    )

    @staticmethod
    def of(provider: Provider, branding: Branding | None) -> dict[str, str]:
        """What the fields show first."""
        names = ("contact", "headline", "words", "link_colour", "sign_colour")
        shown = {name: getattr(branding, name, "") for name in names}
        return shown | {
            "name": provider.name,
            "short_name": provider.short_name,
            "enquiries_email": provider.enquiries_email,
            "site": provider.site,
        }

    def clean_site(self) -> str:
        site: str = self.cleaned_data["site"].strip().lower().removeprefix("https://").removesuffix("/")
        if site and HOST.fullmatch(site) is None:
            raise forms.ValidationError("Enter a web address without a path, like npq.harbour.example")
        return site

    def clean_link_colour(self) -> str:
        return self._colour("link_colour")

    def clean_sign_colour(self) -> str:
        return self._colour("sign_colour")

    def _colour(self, name: str) -> str:
        text: str = self.cleaned_data[name].strip()
        colour = rules.read_colour(text) if text else ""
        if colour is None:
            raise forms.ValidationError(words.NO_COLOUR)
        return colour

    def look(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.fields if name not in ("logo", "removes_logo")}


class StatementForm(forms.Form):
    prepared_on = forms.DateField(label="Date of this statement")
    problems = forms.CharField(
        label="What doesn’t work", max_length=8000, widget=forms.Textarea(attrs={"rows": 6})
    )
    tested = forms.CharField(
        label="How the pages were tested", max_length=8000, widget=forms.Textarea(attrs={"rows": 5})
    )
    contact = forms.CharField(
        label="How to report a problem", max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    enforcement = forms.CharField(
        label="Enforcement procedure", max_length=4000, widget=forms.Textarea(attrs={"rows": 5})
    )
