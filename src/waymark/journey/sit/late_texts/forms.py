"""The form in which a lead decides about late texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from waymark.kit import forms


class LateForm(forms.Form):
    sittings = forms.MultipleChoiceField(
        label="Whose texts?", error_messages={"required": "Tick at least one participant."}
    )
    stands = forms.ChoiceField(
        label="Do these late texts stand?",
        choices=[
            ("yes", "They stand, in place of what was collected"),
            ("no", "They do not stand"),
        ],
        widget=forms.RadioSelect,
    )
    cause = forms.CharField(
        label="The cause that they share",
        help_text="One line, such as: the school’s line was down from 23:50. Each participant reads it.",
        max_length=300,
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
        return [int(one) for one in self.cleaned_data["sittings"]]
