"""The shape of what is typed in this room."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.text import slugify

from waymark.ground.people.roles import LABELS
from waymark.ground.people.rules import read_trn
from waymark.journey.apply import rules, words
from waymark.journey.apply.queries import STAFF_ROLES
from waymark.journey.apply.reading import MAX_BYTES
from waymark.kit import forms

FIRST_YEAR, LAST_YEAR = 2020, 2100


class Email(forms.EmailField):
    """An address that the enrolment file would take too."""

    def clean(self, value: Any) -> str:
        address = str(super().clean(value)).lower()
        if not rules.is_email(address):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return address


class NameForm(forms.Form):
    given_name = forms.CharField(
        label="Given name",
        max_length=100,
        width=20,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    family_name = forms.CharField(
        label="Family name",
        max_length=100,
        width=20,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )


class EmailForm(forms.Form):
    heading_field = "email"
    email = Email(
        label="What is your e-mail address?",
        max_length=254,
        help_text="We write to you here, and you will sign in with it. An address at work is best.",
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
            "It has 7 digits and stands on payslips and pension letters. The Department for Education needs it "
            "to pay for a place. Leave it empty if you have none or do not know it."
        ),
    )

    def clean_trn(self) -> str:
        text = rules.tidy(self.cleaned_data["trn"])
        if not text:
            return ""
        found = read_trn(text)
        if found is None:
            raise forms.ValidationError("Enter your teacher reference number, 7 digits, or leave it empty.")
        return found.value


class JobForm(forms.Form):
    heading_field = "job"
    job = forms.CharField(
        label="What is your job?",
        max_length=120,
        help_text="For example: executive headteacher of two primary schools.",
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )


class OrganisationForm(forms.Form):
    heading_field = "organisation"
    organisation = forms.CharField(
        label="Which school or trust do you work for?",
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )


class SponsorForm(forms.Form):
    sponsor_name = forms.CharField(
        label="Their name", max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    sponsor_email = Email(
        label="Their e-mail address",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class ReasonForm(forms.Form):
    heading_field = "reason"
    reason = forms.CharField(
        label="Why now?",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="What are you responsible for, and what do you want to lead better? A few sentences are enough.",
    )


class RejectionForm(forms.Form):
    reason = forms.ChoiceField(
        label="Why not?", choices=words.REJECTION_CHOICES, widget=forms.RadioSelect(hints=words.REJECTION)
    )
    note = forms.CharField(
        label="A sentence more for the applicant",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="It stands in the letter under the reason. You may leave it empty.",
    )


class EnrolmentFileForm(forms.Form):
    file = forms.FileField(
        label="CSV file",
        max_length=200,
        help_text=(
            "The first line names the columns: given name, family name, e-mail, and if you have them TRN and school. "
            "At most 1,000 rows and 5 MB."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(
                "The file is larger than 5 MB. Bring a file with the enrolment columns alone."
            )
        return file


class CohortForm(forms.Form):
    programme = forms.ChoiceField(label="Programme", widget=forms.RadioSelect)
    name = forms.CharField(
        label="Name of the cohort",
        max_length=60,
        width=20,
        help_text="People see it, for example: Autumn 2027.",
    )
    starts_on = forms.DateField(
        label="First day", width=10, help_text="All dates are worked out from this day."
    )

    def __init__(self, *args: Any, programmes: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["programme"]
        field.choices = programmes

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        if slugify(name) == "new":
            raise forms.ValidationError("This word stands for opening a cohort; choose another name.")
        return name

    def clean_starts_on(self) -> date:
        day: date = self.cleaned_data["starts_on"]
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise forms.ValidationError(f"Enter a first day between {FIRST_YEAR} and {LAST_YEAR}.")
        return day


class StaffForm(forms.Form):
    person = forms.TypedChoiceField(label="Person", coerce=int, widget=forms.Select)
    role = forms.ChoiceField(
        label="Works as", choices=[(role.value, LABELS[role]) for role in STAFF_ROLES], widget=forms.Select
    )

    def __init__(self, *args: Any, persons: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["person"]
        field.choices = persons
