"""What a programme lead corrects about a person, and the filter of the list of people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from waymark.ground.people.roles import LABELS, Role
from waymark.ground.people.rules import LONGEST_NAME
from waymark.kit import forms
from waymark.kit.corrections import LONGEST_REASON
from waymark.web.people.words import MISSING

if TYPE_CHECKING:
    from waymark.ground.people.models import Person


class Correction(forms.Form):
    """Every change has a reason, which stays on the person's page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"] = forms.CharField(
            label="Reason for the change",
            max_length=LONGEST_REASON,
            error_messages={"required": "Enter the reason"},
        )


class NameForm(Correction):
    given_name = forms.NameField(
        label="Given name",
        required=False,
        max_length=LONGEST_NAME,
        help_text="If someone has only one name, leave the other empty",
    )
    family_name = forms.NameField(label="Family name", required=False, max_length=LONGEST_NAME)


class EmailForm(Correction):
    email = forms.CharField(
        label="New email address",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Enter the new email address"},
    )


class TrnForm(Correction):
    trn = forms.CharField(
        label="TRN",
        required=False,
        max_length=40,
        width=10,
        help_text="As it’s written, like RP99/12345. Leave it empty if it’s not known",
    )


class SchoolForm(Correction):
    name = forms.CharField(
        label="School or organisation",
        required=False,
        max_length=200,
        help_text="Leave it empty if it’s not known",
    )


class MergeForm(Correction):
    """Two records, of which one remains; each field is kept from one of them."""

    survivor = forms.TypedChoiceField(
        label="Which record do you want to keep?",
        coerce=int,
        widget=forms.RadioSelect,
        help_text="Links to the other record will open this one",
        error_messages={"required": "Select the record you want to keep"},
    )
    name = forms.TypedChoiceField(label="Name", coerce=int, widget=forms.RadioSelect)
    email = forms.TypedChoiceField(label="Email address", coerce=int, widget=forms.RadioSelect)
    trn = forms.TypedChoiceField(label="TRN", coerce=int, widget=forms.RadioSelect)
    school = forms.TypedChoiceField(label="School or organisation", coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args: Any, pair: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = {
            "survivor": [f"{person.name}, {person.email}" for person in pair],
            "name": [person.name for person in pair],
            "email": [person.email for person in pair],
            "trn": [person.trn or "Not known" for person in pair],
            "school": [person.organisation.name if person.organisation else "Not known" for person in pair],
        }
        for name, labels in shown.items():
            field: Any = self.fields[name]
            field.choices = [(person.pk, label) for person, label in zip(pair, labels, strict=True)]


class OtherRecordForm(forms.Form):
    other = forms.CharField(
        label="Email address of the other record",
        max_length=254,
        error_messages={"required": "Enter the email address of the other record"},
    )


class PeopleFilter(forms.Form):
    search = forms.CharField(
        label="Search",
        required=False,
        max_length=200,
        help_text="Name, email address, TRN, school or reference",
    )
    role = forms.ChoiceField(
        label="Role",
        required=False,
        choices=[("", "Any role"), *((role.value, LABELS[role]) for role in Role)],
        widget=forms.Select,
    )
    cohort = forms.ChoiceField(label="Cohort", required=False, widget=forms.Select)
    missing = forms.ChoiceField(
        label="Show only people who",
        required=False,
        choices=[("", "Any"), *MISSING.items()],
        widget=forms.Select,
    )

    def __init__(self, *args: Any, cohorts: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["cohort"]
        field.choices = [("", "Any cohort"), *cohorts]

    @property
    def filters(self) -> dict[str, str]:
        """As `listing.find_people` takes them; nothing while a value is wrong."""
        return {name: value for name, value in self.cleaned_data.items() if value} if self.is_valid() else {}
