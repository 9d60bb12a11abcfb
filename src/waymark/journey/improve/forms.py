"""A finding, and the action that answers it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from waymark.kit import forms

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort
    from waymark.ground.people.models import Person


class FindingForm(forms.Form):
    cohort = forms.ChoiceField(
        label="In which cohort was it seen?",
        widget=forms.Select,
        error_messages={"required": "Choose the cohort in which it was seen."},
    )
    says = forms.CharField(
        label="What was found?",
        max_length=300,
        help_text="One sentence that somebody who was not there understands.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what was found."},
    )
    rests_on = forms.CharField(
        label="What does it rest on?",
        max_length=300,
        help_text="A result, an evaluation, a number: where somebody else can look it up.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what it was seen in: a result, an evaluation, a number."},
    )

    def __init__(self, data: Any = None, *, cohorts: Sequence[Cohort]) -> None:
        self.cohorts = {one.slug: one for one in cohorts}
        super().__init__(data, initial={"cohort": cohorts[0].slug} if len(cohorts) == 1 else None)
        chosen: Any = self.fields["cohort"]
        chosen.choices = [("", "Choose a cohort"), *((one.slug, one.name) for one in cohorts)]

    def chosen(self) -> Cohort:
        return self.cohorts[self.cleaned_data["cohort"]]


class ActionForm(forms.Form):
    what = forms.CharField(
        label="What will be done?",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what will be done."},
    )
    owner = forms.ChoiceField(
        label="Who owns it?",
        widget=forms.Select,
        help_text="They receive a letter.",
        error_messages={"required": "Choose who owns the action."},
    )
    due_on = forms.DateField(
        label="By when?", error_messages={"required": "Enter the day by which it is done."}
    )

    def __init__(self, data: Any = None, *, owners: Sequence[Person]) -> None:
        self.owners = {str(one.pk): one for one in owners}
        super().__init__(data)
        chosen: Any = self.fields["owner"]
        chosen.choices = [("", "Choose a person"), *((key, one.name) for key, one in self.owners.items())]

    def chosen(self) -> Person:
        return self.owners[self.cleaned_data["owner"]]
