"""What the place costs and needs, why now, and what the applicant agrees to."""

from __future__ import annotations

from typing import Any

from waymark.journey.apply.applications import words
from waymark.journey.apply.applications.forms import StrictEmailField
from waymark.journey.apply.applications.rules import AccessAnswer, FundingChoice
from waymark.journey.apply.applications.steps.base import Answering, Step
from waymark.kit import forms


class FundingForm(forms.Form):
    funding_choice = forms.ChoiceField(
        label="Who pays if you don’t get a scholarship?",
        choices=[(choice.value, words.FUNDING_CHOICES[choice]) for choice in FundingChoice],
        widget=forms.RadioSelect,
        error_messages={"required": "Select who pays if you don’t get a scholarship"},
    )
    order_name = forms.CharField(
        label="Name of the person who can give us a purchase order (optional)", required=False, max_length=200
    )
    order_email = StrictEmailField(
        label="Their email address (optional)",
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"invalid": "Enter an email address in the correct format, like name@school.example"},
    )


class FundingStep(Step):
    slug, key, form = "funding", "Funding", FundingForm
    heading = "How will your place be paid for?"

    def summary(self, answering: Answering) -> str:
        choice = answering.get("funding_choice")
        pays = words.FUNDING_CHOICES[FundingChoice(choice)] if choice else ""
        return "\n".join(filter(None, (pays, answering.get("order_name"), answering.get("order_email"))))


class AccessForm(forms.Form):
    access_answer = forms.ChoiceField(
        label="Do you need us to arrange anything, so that you can take part and be assessed fairly?",
        choices=list(words.ACCESS_ANSWERS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "Select yes if you need us to arrange anything, or “Prefer not to say”"},
    )
    access_needs = forms.CharField(
        label="What do you need?",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="For example, large print, a room without steps, a sign-language interpreter, or extra time.",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("access_answer") != AccessAnswer.YES:
            cleaned["access_needs"] = ""
        elif not cleaned.get("access_needs") and "access_needs" not in self.errors:
            self.add_error("access_needs", "Enter what you need, or select another answer")
        return cleaned


class AccessStep(Step):
    slug, key, form = "access-needs", "Access needs", AccessForm
    heading = "Access needs"
    hint = (
        "We ask so that we can arrange it before you need it. Only the programme team sees your answer. It doesn’t "
        "affect whether you get a place."
    )

    def summary(self, answering: Answering) -> str:
        answer = words.ACCESS_ANSWERS.get(answering.get("access_answer"), "")
        return "\n".join(filter(None, (answer, answering.get("access_needs"))))


class ReasonForm(forms.Form):
    heading_field = "reason"
    reason = forms.CharField(
        label="Why are you applying now?",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=(
            "Tell us what you are responsible for and what you want to lead better. A few sentences are enough."
        ),
        error_messages={"required": "Enter why you are applying now"},
    )


class ReasonStep(Step):
    slug, key, form = "reason", "Why you are applying now", ReasonForm
    is_text = True


class ConsentForm(forms.Form):
    """One box for each text of `words.CONSENTS`."""

    privacy = forms.BooleanField(
        label=words.CONSENTS["privacy"].sentence,
        error_messages={"required": "Confirm that you have read how we use your data"},
    )
    dfe = forms.BooleanField(
        label=words.CONSENTS["dfe"].sentence,
        error_messages={"required": "Confirm that we share your data with the Department for Education"},
    )
    photo = forms.BooleanField(label=words.CONSENTS["photo"].sentence, required=False)


class ConsentStep(Step):
    slug, key, form = "consents", "What you agree to", ConsentForm
    heading = "What you agree to"

    def summary(self, answering: Answering) -> str:
        given = [text.sentence for kind, text in words.CONSENTS.items() if answering.get(kind) == "True"]
        return "\n".join(given)
