"""Who supports the applicant: the sponsor, by rule, and a mentor, if the programme has mentors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from waymark.ground.programmes.values import Actor
from waymark.journey.apply.applications import words
from waymark.journey.apply.applications.forms import StrictEmailField
from waymark.journey.apply.applications.rules import RoleAtWork, SponsorRole, sponsor_for
from waymark.journey.apply.applications.steps.base import Answering, Step
from waymark.kit import forms

EMAIL = {
    "invalid": "Enter an email address in the correct format, like name@school.example",
}


class SponsorForm(forms.Form):
    sponsor_name = forms.CharField(
        label="Their name",
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Enter the name of the person who supports your application"},
    )
    sponsor_email = StrictEmailField(
        label="Their email address",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": "Enter the email address of the person who supports your application",
            **EMAIL,
        },
    )
    own_email = ""
    """The applicant's own, which can't be the sponsor's."""

    def clean_sponsor_email(self) -> str:
        email = str(self.cleaned_data["sponsor_email"])
        if email and email == self.own_email:
            raise forms.ValidationError("Enter the email address of your sponsor, not your own")
        return email


class SponsorStep(Step):
    slug, key, form = "sponsor", "Sponsor", SponsorForm
    heading = "Who supports your application?"

    def make_form(self, answering: Answering, data: Mapping[str, Any] | None = None) -> forms.Form:
        form = super().make_form(answering, data)
        assert isinstance(form, SponsorForm)
        form.own_email = answering.get("email")
        return form

    def context(self, answering: Answering) -> dict[str, object]:
        return {"intro": words.SPONSOR_RULE[sponsor_role_of(answering)]}


def sponsor_role_of(answering: Answering) -> SponsorRole:
    return sponsor_for(RoleAtWork(answering.get("role") or RoleAtWork.OTHER))


class MentorForm(forms.Form):
    mentor_name = forms.CharField(
        label="Their name",
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Enter the name of your mentor or line manager"},
    )
    mentor_email = StrictEmailField(
        label="Their email address",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Enter the email address of your mentor or line manager", **EMAIL},
    )
    mentor_from = forms.DateField(
        label="From (optional)", required=False, help_text="If they start on a particular day."
    )
    mentor_until = forms.DateField(label="Until (optional)", required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("mentor_from"), cleaned.get("mentor_until")
        if first and last and last < first:
            self.add_error("mentor_until", "Until must be the same day as, or after, the day in From")
        return cleaned


class MentorStep(Step):
    slug, key, form = "mentor", "Mentor or line manager", MentorForm
    heading = "Who will be your mentor?"
    hint = "A colleague or line manager who talks with you about what you try out in your schools."

    def applies(self, answering: Answering) -> bool:
        return any(item.actor is Actor.MENTOR for item in answering.programme.items)
