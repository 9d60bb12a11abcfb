"""How to reach the applicant, and their teacher reference number."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from waymark.ground.people.rules import six_digits, trn_of, trn_problem
from waymark.ground.schools.queries import find_school
from waymark.journey.apply.applications import words
from waymark.journey.apply.applications.forms import StrictEmailField
from waymark.journey.apply.applications.rules import TrnAnswer
from waymark.journey.apply.applications.steps.base import Answering, ConfirmationStep, Step
from waymark.kit import forms


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


class EmailStep(Step):
    slug, key, form = "email", "Email address", EmailForm


class TrnForm(forms.Form):
    """A number needs no tick: whoever types one knows it."""

    trn = forms.CharField(
        label="Teacher reference number (TRN)",
        required=False,
        max_length=40,
        width=10,
        help_text=(
            "5 to 7 digits, for example RP99/12345. It’s on your payslip and in letters about your pension. "
            "The Department for Education needs it to fund a place."
        ),
    )
    trn_answer = forms.ChoiceField(
        label="If you can’t enter a number",
        required=False,
        choices=[
            (TrnAnswer.NOT_KNOWN.value, "I don’t know my TRN"),
            (TrnAnswer.NONE.value, "I don’t have a TRN"),
        ],
        widget=forms.RadioSelect,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        typed, answer = cleaned.get("trn", ""), cleaned.get("trn_answer", "")
        if "trn" in self.errors or (answer and not typed):
            return cleaned
        urn = six_digits(typed)
        school = find_school(urn=urn) if urn else None
        problem = trn_problem(typed, is_urn=school is not None)
        if problem:
            sentence = words.TRN_PROBLEMS[problem]
            self.add_error(
                "trn", sentence.format(digits=urn.zfill(7), school=school.name if school else "a school")
            )
            return cleaned
        return cleaned | {"trn": trn_of(typed), "trn_answer": TrnAnswer.GIVEN.value}


class TrnStep(Step):
    slug, key, form = "trn", "Teacher reference number", TrnForm
    heading = "What is your teacher reference number?"

    def make_form(self, answering: Answering, data: Mapping[str, Any] | None = None) -> forms.Form:
        given = TrnAnswer.GIVEN.value
        if data is answering.answers and data.get("trn_answer") == given:
            data = {"trn": data.get("trn", "")}
        return super().make_form(answering, data)

    def summary(self, answering: Answering) -> str:
        return answering.get("trn") or words.TRN_ANSWERS.get(answering.get("trn_answer"), "")


class TrnCheckStep(ConfirmationStep):
    slug, key = "trn-check", "TRN as we read it"
    asked_at = "trn"
    heading = "Check your TRN"

    def applies(self, answering: Answering) -> bool:
        return bool(answering.get("trn"))

    def confirmed(self, answering: Answering) -> str:
        return answering.get("trn")

    def context(self, answering: Answering) -> dict[str, object]:
        return {"intro": "We read your teacher reference number as:", "shown": answering.get("trn")}
