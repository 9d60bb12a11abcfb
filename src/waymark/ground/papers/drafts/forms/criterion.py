"""One criterion of the mark scheme with its levels."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from waymark.ground.papers.blueprint.requirements import PaperRequirements
from waymark.ground.papers.drafts.forms.base import LINE, PartForm, area
from waymark.ground.papers.drafts.parts import Content
from waymark.kit import forms
from waymark.kit.formatting import counted

MOST_POINTS = 100
LEVELS = 6


class CriterionForm(PartForm):
    """Six levels are offered; those without points are left out."""

    title = forms.CharField(label="Criterion", **LINE)
    looks_for = forms.CharField(label="What it looks for", required=False, max_length=4000, widget=area(3))
    questions = forms.MultipleChoiceField(
        label="Questions it marks", required=False, widget=forms.CheckboxSelectMultiple
    )
    statements = forms.CharField(
        label="Framework statements it assesses",
        help_text="Enter their codes, separated by commas. For example, 8.1, 8.4.",
        **LINE,
    )

    def __init__(
        self,
        *args: Any,
        questions: Sequence[tuple[str, str]],
        requirements: PaperRequirements | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.requirements = requirements
        field: Any = self.fields["questions"]
        field.choices = questions
        for number in range(LEVELS):
            self._add_level(number)

    def _add_level(self, number: int) -> None:
        optional = {"required": False, "max_length": 2000}
        subject = f"Points for level {number + 1}"
        limits = f"{subject} must be between 0 and {MOST_POINTS}"
        self.fields[f"points-{number}"] = forms.IntegerField(
            label="Points",
            required=False,
            min_value=0,
            max_value=MOST_POINTS,
            width=3,
            error_messages={
                "invalid": f"{subject} must be a whole number, like 2",
                "min_value": limits,
                "max_value": limits,
            },
        )
        self.fields[f"label-{number}"] = forms.CharField(label="Name", **LINE)
        self.fields[f"says-{number}"] = forms.CharField(label="Description", **optional, widget=area(2))
        self.fields[f"feedback-{number}"] = forms.CharField(
            label="Feedback for the participant", **optional, widget=area(2)
        )

    def levels(self) -> list[list[Any]]:
        """The fields of each level, for the page."""
        names = ("points", "label", "says", "feedback")
        return [[self[f"{name}-{number}"] for name in names] for number in range(LEVELS)]

    def fields_before_levels(self) -> list[Any]:
        return [self[name] for name in ("title", "looks_for", "questions", "statements")]

    @classmethod
    def initial_of(cls, content: Content) -> dict[str, Any]:
        initial = {**content, "statements": ", ".join(content["statements"])}
        feedback: Mapping[str, str] = content["feedback"]
        for number, level in enumerate(content["levels"][:LEVELS]):
            initial |= {f"{name}-{number}": level[name] for name in ("points", "label", "says")}
            initial[f"feedback-{number}"] = feedback.get(str(level["points"]), "")
        return initial

    def clean_statements(self) -> str:
        statements: str = self.cleaned_data["statements"]
        known = self.requirements.statements if self.requirements else None
        unknown = [code for code in _codes(statements) if known is not None and code not in known]
        if unknown:
            raise forms.ValidationError(f"The framework has no statement {', '.join(unknown[:5])}")
        return statements

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = self.cleaned_data
        for number in range(LEVELS):
            has_text = any(data.get(f"{name}-{number}") for name in ("label", "says", "feedback"))
            field = f"points-{number}"
            if has_text and data.get(field) is None and field not in self.errors:
                self.add_error(field, f"Enter the points for level {number + 1}")
        points = [data.get(f"points-{number}") for number in range(LEVELS)]
        for number, value in enumerate(points):
            if value is not None and value in points[:number]:
                self.add_error(
                    f"points-{number}", f"Another level already gives {counted(value, 'point', 'points')}"
                )
        return data

    @property
    def content(self) -> Content:
        data = self.cleaned_data
        numbers = [number for number in range(LEVELS) if data[f"points-{number}"] is not None]
        levels = [
            {name: data[f"{name}-{number}"] for name in ("points", "label", "says")} for number in numbers
        ]
        feedback = {str(data[f"points-{number}"]): data[f"feedback-{number}"] for number in numbers}
        return {
            "title": data["title"],
            "looks_for": data["looks_for"],
            "questions": data["questions"],
            "statements": _codes(data["statements"]),
            "levels": levels,
            "feedback": {points: text for points, text in feedback.items() if text},
        }


def _codes(text: str) -> list[str]:
    """Each code once, in order; commas, semicolons and spaces separate them."""
    return list(dict.fromkeys(code for code in re.split(r"[,;\s]+", text) if code))
