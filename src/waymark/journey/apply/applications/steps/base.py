"""What every page of an application answers about itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from waymark.ground.programmes.queries import programme_of
from waymark.ground.schools import queries as schools
from waymark.kit import forms

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Cohort
    from waymark.ground.programmes.values import Programme
    from waymark.ground.schools.models import School

CHECK = "check"


@dataclass
class Answering:
    """Someone on their way through the questions: the cohort, and the answers so far, as text by field."""

    cohort: Cohort
    answers: dict[str, str] = field(default_factory=dict)

    def get(self, name: str) -> str:
        return self.answers.get(name, "")

    @cached_property
    def programme(self) -> Programme:
        return programme_of(self.cohort.programme)

    @cached_property
    def school(self) -> School | None:
        """The school that was picked."""
        urn = self.get("urn")
        return schools.find_school(urn=urn) if urn.isdigit() else None

    @cached_property
    def schools_found(self) -> list[School]:
        return schools.search_schools(text=self.get("school_search"))


class Step:
    """One page: its slug in the address, its form, and a heading if the form asks more than one question."""

    slug: ClassVar[str]
    key: ClassVar[str]
    """What the check calls it."""
    form: ClassVar[type[forms.Form]]
    heading: ClassVar[str] = ""
    hint: ClassVar[str] = ""
    is_text: ClassVar[bool] = False
    """Whether the answer is the applicant's own text, shown as it was typed."""

    def applies(self, answering: Answering) -> bool:
        return True

    def make_form(self, answering: Answering, data: Mapping[str, Any] | None = None) -> forms.Form:
        return self.form(data) if data is not None else self.form(initial=answering.answers)

    def is_answered(self, answering: Answering) -> bool:
        return self.make_form(answering, answering.answers).is_valid()

    def answers_of(self, form: forms.Form, answering: Answering) -> dict[str, Any]:
        """What is kept of a valid form."""
        return dict(form.cleaned_data)

    def goes_back_to(self, form: forms.Form) -> str:
        """The slug of an earlier page that has to be answered again; empty to go on."""
        return ""

    def context(self, answering: Answering) -> dict[str, object]:
        """What the page shows besides its form."""
        return {}

    def summary(self, answering: Answering) -> str:
        """The answer as the check shows it; empty if it has no line there."""
        return "\n".join(filter(None, (answering.get(name) for name in self.form.base_fields)))


class ConfirmationForm(forms.Form):
    is_right = forms.ChoiceField(
        label="Is this right?",
        choices=[("yes", "Yes"), ("no", "No, I want to change it")],
        widget=forms.RadioSelect,
        error_messages={"required": "Select yes if this is right"},
    )


class ConfirmationStep(Step):
    """Shows what was read of an answer. A yes is kept with what it was said to: another answer is asked again."""

    form = ConfirmationForm
    asked_at: ClassVar[str]
    """The slug of the page whose answer is confirmed."""

    def confirmed(self, answering: Answering) -> str:
        """What is to be confirmed."""
        raise NotImplementedError

    @property
    def field(self) -> str:
        return f"{self.slug}_confirmed"

    def make_form(self, answering: Answering, data: Mapping[str, Any] | None = None) -> forms.Form:
        initial = {"is_right": "yes"} if self.is_answered(answering) else {}
        return self.form(data) if data is not None else self.form(initial=initial)

    def is_answered(self, answering: Answering) -> bool:
        return answering.get(self.field) == self.confirmed(answering)

    def answers_of(self, form: forms.Form, answering: Answering) -> dict[str, Any]:
        is_right = form.cleaned_data["is_right"] == "yes"
        return {self.field: self.confirmed(answering) if is_right else ""}

    def goes_back_to(self, form: forms.Form) -> str:
        return self.asked_at if form.cleaned_data["is_right"] == "no" else ""

    def summary(self, answering: Answering) -> str:
        return ""
