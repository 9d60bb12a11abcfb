"""The forms of the changes to an enrolment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from waymark.ground.cohorts.enrolments.models import LONGEST_NOTE
from waymark.ground.cohorts.enrolments.words import DECLARATIONS, DEFERRAL_REASONS, WITHDRAWAL_REASONS
from waymark.kit import forms

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort


def _note() -> forms.CharField:
    return forms.CharField(
        label="Note (optional)",
        help_text="Only staff who lead programmes read this. Don’t write more about someone’s health than you need.",
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DeferralForm(forms.Form):
    what = forms.ChoiceField(
        label="What is deferred?",
        choices=[
            ("programme", "The programme"),
            ("assessment", "Only the assessment; they stay on the programme"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Select what is deferred"},
    )
    reason = forms.ChoiceField(
        label="Reason",
        help_text="These are the DfE’s reasons.",
        choices=[(code.value, label) for code, label in DEFERRAL_REASONS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": "Select a reason"},
    )
    effective_on = forms.DateField(
        label="First day of the deferral",
        error_messages={"required": "Enter the first day of the deferral"},
    )
    review_on = forms.DateField(
        label="Review date",
        help_text="When you’ll look at this again with the participant",
        error_messages={"required": "Enter a review date"},
    )
    expected_return_on = forms.DateField(
        label="Expected return", error_messages={"required": "Enter when you expect them back"}
    )
    note = _note()


class DecisionForm(forms.Form):
    is_approved = forms.ChoiceField(
        label="Your decision",
        choices=[("yes", "Approve the deferral"), ("no", "Refuse it")],
        widget=forms.RadioSelect,
        error_messages={"required": "Select your decision"},
    )
    note = _note()


class WithdrawalForm(forms.Form):
    reason = forms.ChoiceField(
        label="Reason",
        help_text="These are the DfE’s reasons.",
        choices=[(code.value, label) for code, label in WITHDRAWAL_REASONS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": "Select a reason"},
    )
    effective_on = forms.DateField(
        label="Effective date",
        help_text="The first day on which they no longer take part. Today or earlier.",
        error_messages={"required": "Enter the effective date"},
    )
    note = _note()


class CohortForm(forms.Form):
    """Into which cohort someone returns or moves."""

    cohort = forms.ChoiceField(
        label="Cohort", widget=forms.RadioSelect, error_messages={"required": "Select a cohort"}
    )
    note = _note()

    def __init__(self, *args: Any, cohorts: Sequence[Cohort], same: Cohort | None, **kwargs: Any) -> None:
        """`same` is the cohort of the enrolment, where someone can return to it."""
        super().__init__(*args, **kwargs)
        field = self.fields["cohort"]
        assert isinstance(field, forms.ChoiceField)
        own = [(same.slug, f"{same.name}, where they left off")] if same else []
        field.choices = own + [
            (cohort.slug, f"{cohort.name}, version {cohort.programme.version} of the programme")
            for cohort in cohorts
        ]


class DeclarationForm(forms.Form):
    kind = forms.ChoiceField(
        label="Declaration",
        choices=[(code.value, label) for code, label in DECLARATIONS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": "Select a declaration"},
    )
    declared_on = forms.DateField(
        label="Declaration date",
        help_text="The date in the declaration, as the DfE has it",
        error_messages={"required": "Enter the declaration date"},
    )


class PartnerForm(forms.Form):
    elsewhere = forms.CharField(
        label="Name of the delivery partner",
        max_length=200,
        required=False,
        help_text="Leave this empty if they don’t have a delivery partner from that day.",
    )
    effective_on = forms.DateField(
        label="First day this applies", error_messages={"required": "Enter the first day this applies"}
    )


class ProviderForm(PartnerForm):
    elsewhere = forms.CharField(
        label="Name",
        max_length=200,
        error_messages={"required": "Enter the name"},
    )
    effective_on = forms.DateField(
        label="Effective date",
        help_text="Their first day with the other provider. Today or earlier.",
        error_messages={"required": "Enter the effective date"},
    )
    note = _note()
