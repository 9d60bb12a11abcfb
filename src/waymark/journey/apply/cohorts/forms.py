"""Opening a cohort, and adding to its staff."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.text import slugify

from waymark.ground.people.roles import LABELS
from waymark.journey.apply.cohorts.queries import STAFF_ROLES
from waymark.kit import forms

FIRST_YEAR, LAST_YEAR = 2020, 2100


class CohortForm(forms.Form):
    programme = forms.ChoiceField(
        label="Programme",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Select a programme",
            "invalid_choice": "Select a programme from the list. A newer version may have been published",
        },
    )
    name = forms.CharField(
        label="Name of the cohort",
        max_length=60,
        width=20,
        help_text="Participants and staff will see this name. For example, Autumn 2027.",
        error_messages={"required": "Enter a name for the cohort"},
    )
    starts_on = forms.DateField(
        label="First day",
        width=10,
        help_text="We work out all other dates from this day.",
        error_messages={
            "required": "Enter the first day",
            "invalid": "First day must be a real date, like 23 October 2026",
        },
    )

    def __init__(self, *args: Any, programmes: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["programme"]
        field.choices = programmes

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        if slugify(name) == "new":
            raise forms.ValidationError("Name of the cohort cannot be “new”")
        return name

    def clean_starts_on(self) -> date:
        day: date = self.cleaned_data["starts_on"]
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise forms.ValidationError(f"First day must be between {FIRST_YEAR} and {LAST_YEAR}")
        return day


class StaffForm(forms.Form):
    person = forms.PersonField(label="Person")
    role = forms.ChoiceField(
        label="Role",
        choices=[("", "Select a role"), *((role.value, LABELS[role]) for role in STAFF_ROLES)],
        widget=forms.Select,
        error_messages={"required": "Select a role"},
    )

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["person"]
        field.offer(people)


class StaffMemberForm(forms.Form):
    organisation = forms.CharField(
        label="Where they work",
        required=False,
        max_length=200,
        help_text=(
            "Their school, trust or other organisation. People who work with a participant don’t mark their script. "
            "Leave it empty if you don’t know."
        ),
    )
    from_on = forms.DateField(
        label="First day with this cohort",
        required=False,
        width=10,
        help_text="Leave this empty if they’re on its staff from the start.",
        error_messages={"invalid": "First day must be a real date, like 23 October 2026"},
    )
    until_on = forms.DateField(
        label="Last day with this cohort",
        required=False,
        width=10,
        help_text="After this day they can’t see the cohort, and scripts they haven’t marked go to someone else.",
        error_messages={"invalid": "Last day must be a real date, like 23 October 2026"},
    )
