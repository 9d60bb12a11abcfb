"""The forms in which a lead proposes what becomes of late answers, and someone else confirms or returns it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from waymark.journey.sit.review_form import ReviewForm
from waymark.kit import forms


class LateAnswersForm(forms.Form):
    sittings = forms.MultipleChoiceField(
        label="Whose late answers is this about?",
        error_messages={"required": "Select at least one participant"},
    )
    counts = forms.ChoiceField(
        label="Do these late answers count?",
        choices=[
            ("yes", "Yes, they replace what was collected at the close"),
            ("no", "No, what was collected at the close is marked"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Select whether these late answers count"},
    )
    cause = forms.CharField(
        label="Cause",
        help_text="One line, which each participant will read. For example, the school lost its connection at 23:50.",
        max_length=300,
        error_messages={"required": "Enter the cause"},
    )

    def __init__(
        self, *args: Any, choices: Sequence[tuple[str, str]], hints: Mapping[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["sittings"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.widget = forms.CheckboxSelectMultiple(hints=hints)
        field.choices = list(choices)

    @property
    def sitting_ids(self) -> list[int]:
        return [int(sitting_id) for sitting_id in self.cleaned_data["sittings"]]

    @property
    def decision(self) -> dict[str, Any]:
        """What is proposed and its cause, as `propose_late` takes them."""
        return {"counts": self.cleaned_data["counts"] == "yes", "cause": self.cleaned_data["cause"]}


class LateReviewForm(ReviewForm):
    yes = "Yes, decide as proposed"
    no = "No, return it to be decided again"
