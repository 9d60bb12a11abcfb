"""What a lead asks for in a pack for an inspector."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from waymark.journey.improve.inspections import words
from waymark.journey.improve.inspections.actions import PackDraft
from waymark.journey.improve.inspections.rules import MOST_LINK_DAYS
from waymark.kit import forms

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort
    from waymark.journey.improve.inspections.rules import Template


def _days() -> forms.IntegerField:
    return forms.IntegerField(
        label="How many days the link works for",
        min_value=1,
        max_value=MOST_LINK_DAYS,
        initial=14,
        width=2,
        error_messages={
            "required": "Enter how many days the link works for",
            "invalid": words.LINK_DAYS,
            "min_value": words.LINK_DAYS,
            "max_value": words.LINK_DAYS,
        },
    )


class PackForm(forms.Form):
    inspector = forms.CharField(
        label="Name of the inspector",
        max_length=200,
        error_messages={"required": "Enter the inspector’s name"},
    )
    organisation = forms.CharField(
        label="Organisation",
        help_text="For example, Ofsted or the Department for Education.",
        max_length=200,
        error_messages={"required": "Enter the inspector’s organisation"},
    )
    email = forms.EmailField(
        label="Email address of the inspector",
        error_messages={"required": "Enter the inspector’s email address"},
    )
    template = forms.ChoiceField(
        label="Sections", widget=forms.Select, error_messages={"required": "Select the sections of the pack"}
    )
    cohort = forms.ChoiceField(label="Cohort", required=False, widget=forms.Select)
    from_on = forms.DateField(label="First day", error_messages={"required": "Enter the first day"})
    until_on = forms.DateField(label="Last day", error_messages={"required": "Enter the last day"})
    names_people = forms.BooleanField(
        label="Show participants’ names as well as their references",
        help_text="Only if the inspector has asked for names and has a reason to know them.",
        required=False,
    )
    link_days = _days()

    def __init__(
        self, *args: Any, templates: Sequence[Template], cohorts: Sequence[Cohort], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.templates = {template.id: template for template in templates}
        self.cohorts = {cohort.slug: cohort for cohort in cohorts}
        fields: Any = self.fields
        fields["template"].choices = [
            ("", "Select sections"),
            *((template.id, template.title) for template in templates),
        ]
        fields["cohort"].choices = [
            ("", words.ALL_COHORTS),
            *((cohort.slug, cohort.name) for cohort in cohorts),
        ]

    def to_draft(self) -> PackDraft:
        values = self.cleaned_data
        cohort = self.cohorts.get(values["cohort"])
        same = ("inspector", "organisation", "email", "from_on", "until_on", "names_people", "link_days")
        return PackDraft(
            template=self.templates[values["template"]],
            cohort=cohort,
            cohorts=(cohort,) if cohort else tuple(self.cohorts.values()),
            **{name: values[name] for name in same},
        )


class RenewalForm(forms.Form):
    link_days = _days()
