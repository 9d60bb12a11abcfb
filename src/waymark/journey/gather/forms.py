"""A meeting of the group."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from waymark.kit import forms

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment


class MeetingForm(forms.Form):
    held_on = forms.DateField(label="On which day did you meet?")
    minutes = forms.IntegerField(label="For how many minutes?", width=4)
    present = forms.MultipleChoiceField(
        label="Who was there?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick everybody who was there."},
    )
    learned = forms.CharField(
        label="What did we learn?",
        max_length=4_000,
        help_text="Your group reads this, nobody else. Name no pupil.",
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, data: Any = None, *, members: Sequence[Enrolment], planned: int) -> None:
        super().__init__(data, initial={"minutes": planned, "present": [one.reference for one in members]})
        self.members = members
        minutes: Any = self.fields["minutes"]
        minutes.help_text = f"Planned for {planned} minutes; no more can be credited."
        present: Any = self.fields["present"]
        present.choices = [(one.reference, one.person.name) for one in members]

    def said(self) -> dict[str, Any]:
        ticked = set(self.cleaned_data["present"])
        return self.cleaned_data | {"present": [one for one in self.members if one.reference in ticked]}
