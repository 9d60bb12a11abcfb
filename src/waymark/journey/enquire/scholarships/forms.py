"""The scholarship check, the upload of a list, the funding of cohorts, and a referral."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from waymark.journey.enquire.scholarships import rules, words
from waymark.journey.enquire.scholarships.rules import Funding
from waymark.kit import forms

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort

YES_NO = [("yes", "Yes"), ("no", "No"), ("not_sure", "I’m not sure")]
ANSWERS = {"yes": True, "no": False, "not_sure": None}


def yes_or_no(label: str, *, error: str, hint: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=YES_NO,
        widget=forms.RadioSelect,
        help_text=hint,
        error_messages={"required": error, "invalid_choice": error},
    )


class ScholarshipForm(forms.Form):
    cohort = forms.ChoiceField(
        label="Which cohort do you want to join?",
        error_messages={"required": "Select the cohort you want to join"},
    )
    setting = yes_or_no(
        "Do you work in a state-funded school, trust or college in England?",
        error="Select whether you work in a state-funded school, trust or college in England",
    )
    number = forms.CharField(
        label="What is its URN or UKPRN?",
        required=False,
        max_length=40,
        width=10,
        help_text="A URN has 6 digits and a UKPRN has 8. Leave this empty if you don’t know it.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    before = yes_or_no(
        "Has DfE funded this NPQ for you before?",
        hint="Select yes even if you withdrew or didn’t pass.",
        error="Select whether DfE has funded this NPQ for you before",
    )
    role = yes_or_no(
        "Do you have a role that this programme is for, or will you soon?",
        error="Select whether you have a role that this programme is for, or will soon",
    )

    def __init__(self, *args: Any, cohorts: Sequence[Cohort], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["cohort"]
        choice.choices = [(cohort.slug, cohort.name) for cohort in cohorts]

    def clean_number(self) -> str:
        text: str = self.cleaned_data["number"]
        number = rules.read_number(text) if text.strip() else ""
        if number is None:
            raise forms.ValidationError(
                "URN must be 6 digits, and UKPRN 8 digits that begin with 1. Leave this empty if you don’t know it"
            )
        return number

    def answer(self, name: str) -> bool | None:
        return ANSWERS[self.cleaned_data[name]]


class ListForm(forms.Form):
    file = forms.FileField(
        label="DfE’s list of eligible settings",
        max_length=255,
        help_text=(
            "A CSV file with the columns PP50 School URN, FE UKPRN and RISE School URN, up to 3 MB. You can check "
            "what we read before you use it."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )


class FundingForm(forms.Form):
    funding = forms.ChoiceField(
        label="How DfE funds this cohort",
        choices=[(funding.value, label) for funding, label in words.FUNDINGS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": "Select how DfE funds this cohort"},
    )

    def selected(self) -> Funding:
        return Funding(self.cleaned_data["funding"])


class ReferralForm(forms.Form):
    partner = forms.ChoiceField(
        label="Which delivery partner should contact you?",
        widget=forms.RadioSelect,
        error_messages={"required": "Select a delivery partner"},
    )
    name = forms.CharField(
        label="Your name", max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(label="Your email address", max_length=254)
    country = forms.CharField(
        label="Country you work in",
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "country-name"}),
    )
    agrees = forms.BooleanField(
        label="I agree that you pass on my name, email address and country to this partner, and they contact me",
        error_messages={
            "required": "Tick the box if we may pass on your details. Or email the partner yourself"
        },
    )
    homepage = forms.CharField(
        label="Leave this field empty",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    key = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, partners: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["partner"]
        choice.choices = partners

    def clean_homepage(self) -> str:
        if self.cleaned_data["homepage"]:
            raise forms.ValidationError("Leave this field empty. It’s there to stop automatic messages.")
        return ""
