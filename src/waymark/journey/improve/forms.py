"""Shape of an issue, and of the action that answers it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from waymark.kit import forms
from waymark.kit.corrections import LONGEST_REASON

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort
    from waymark.ground.people.models import Person


class IssueForm(forms.Form):
    cohort = forms.ChoiceField(
        label="Which cohort is it about?",
        widget=forms.Select,
        error_messages={"required": "Select the cohort"},
    )
    summary = forms.CharField(
        label="What needs to improve?",
        max_length=300,
        help_text="One sentence that someone who wasn’t there would understand.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter what needs to improve"},
    )
    evidence = forms.CharField(
        label="Evidence",
        max_length=300,
        help_text="A result, an evaluation or a number, and where to find it.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter the evidence"},
    )

    def __init__(self, data: Any = None, *, cohorts: Sequence[Cohort]) -> None:
        self.cohorts = {cohort.slug: cohort for cohort in cohorts}
        super().__init__(data, initial={"cohort": cohorts[0].slug} if len(cohorts) == 1 else None)
        field: Any = self.fields["cohort"]
        field.choices = [("", "Select a cohort"), *((cohort.slug, cohort.name) for cohort in cohorts)]

    def selected_cohort(self) -> Cohort:
        return self.cohorts[self.cleaned_data["cohort"]]


class ActionForm(forms.Form):
    what = forms.CharField(
        label="What will be done?",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter what will be done"},
    )
    owner = forms.PersonField(
        label="Owner", coerce=str, help_text="We’ll email them, unless you choose yourself."
    )
    due_on = forms.DateField(label="Due date", error_messages={"required": "Enter a due date"})

    def __init__(
        self, data: Any = None, *, owners: Sequence[Person], initial: Mapping[str, Any] | None = None
    ) -> None:
        self.owners = {str(person.pk): person for person in owners}
        super().__init__(data, initial=initial)
        field: Any = self.fields["owner"]
        field.offer((key, person.name) for key, person in self.owners.items())

    def selected_owner(self) -> Person:
        return self.owners[self.cleaned_data["owner"]]


class ActionCorrectionForm(ActionForm):
    reason = forms.CharField(
        label="Why are you changing it?",
        max_length=LONGEST_REASON,
        error_messages={"required": "Enter why you are changing it"},
    )
