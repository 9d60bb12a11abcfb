"""The questions of an application, and the lead's rejection."""

from __future__ import annotations

from typing import Any

from waymark.ground.people.rules import read_trn
from waymark.journey.apply.applications import words
from waymark.journey.apply.enrolment_files.email_addresses import is_email
from waymark.journey.apply.enrolment_files.rules import tidy
from waymark.kit import forms


class StrictEmailField(forms.EmailField):
    """An email address that an enrolment file would accept too."""

    def clean(self, value: Any) -> str:
        address = str(super().clean(value)).lower()
        if not is_email(address):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return address


class NameForm(forms.Form):
    given_name = forms.CharField(
        label="Given name",
        max_length=100,
        width=20,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
        error_messages={"required": "Enter your given name"},
    )
    family_name = forms.CharField(
        label="Family name",
        max_length=100,
        width=20,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
        error_messages={"required": "Enter your family name"},
    )


class EmailForm(forms.Form):
    heading_field = "email"
    email = StrictEmailField(
        label="What is your email address?",
        max_length=254,
        help_text="We’ll email you here, and you’ll use it to sign in. Use your work email if you can.",
        error_messages={
            "required": "Enter your email address",
            "invalid": "Enter an email address in the correct format, like name@school.example",
        },
    )


class TrnForm(forms.Form):
    heading_field = "trn"
    trn = forms.CharField(
        label="What is your teacher reference number?",
        required=False,
        max_length=40,
        width=10,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=(
            "Optional. Your TRN has 7 digits. You can find it on your payslip or in letters about your pension. "
            "The Department for Education needs it to fund a place."
        ),
    )

    def clean_trn(self) -> str:
        text = tidy(self.cleaned_data["trn"])
        if not text:
            return ""
        trn = read_trn(text)
        if trn is None:
            raise forms.ValidationError(
                "Teacher reference number must be 7 digits. If you don’t have one, leave this blank"
            )
        return trn.value


class JobForm(forms.Form):
    heading_field = "job"
    job = forms.CharField(
        label="What is your job?",
        max_length=120,
        help_text="For example, executive headteacher of two primary schools.",
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
        error_messages={"required": "Enter your job"},
    )


class OrganisationForm(forms.Form):
    heading_field = "organisation"
    organisation = forms.CharField(
        label="Which school or trust do you work for?",
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"required": "Enter the name of your school or trust"},
    )


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
            "invalid": "Enter an email address in the correct format, like name@school.example",
        },
    )


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


class RejectionForm(forms.Form):
    reason = forms.ChoiceField(
        label="Reason for rejection",
        choices=words.REJECTION_CHOICES,
        widget=forms.RadioSelect(hints=words.REJECTION_REASONS),
        error_messages={"required": "Select a reason for rejection"},
    )
    note = forms.CharField(
        label="Message to the applicant (optional)",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="We’ll add this to the email, below the reason.",
    )
