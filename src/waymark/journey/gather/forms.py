"""The record of a group's meeting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from waymark.kit import forms
from waymark.kit.corrections import LONGEST_REASON
from waymark.kit.formatting import duration

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment
    from waymark.journey.gather.models import Meeting


class MeetingForm(forms.Form):
    held_on = forms.DateField(
        label="When did you meet?",
        error_messages={
            "required": "Enter the date you met",
            "invalid": "Date of the meeting must be a real date, like 23 October 2026",
        },
    )
    minutes = forms.IntegerField(label="How many minutes did you meet for?", width=4)
    present = forms.MultipleChoiceField(
        label="Who was there?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Select everyone who was there"},
    )
    learned = forms.CharField(
        label="What did you learn?",
        max_length=4_000,
        help_text="Only your group can read this. Don’t name any pupils.",
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Enter what you learned"},
    )

    def __init__(
        self,
        data: Any = None,
        *,
        members: Sequence[Enrolment],
        planned: int,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial or {"minutes": planned})
        self.members = members
        minutes: Any = self.fields["minutes"]
        minutes.help_text = (
            f"The meeting is planned for {duration(planned)}, so enter up to {planned} minutes."
        )
        minutes.error_messages |= dict.fromkeys(
            ("required", "invalid"), f"Minutes must be between 1 and {planned}"
        )
        present: Any = self.fields["present"]
        present.choices = [(member.reference, member.person.name) for member in members]

    def details(self) -> dict[str, Any]:
        """The answers, with the enrolments of those present."""
        selected = set(self.cleaned_data["present"])
        return self.cleaned_data | {
            "present": [member for member in self.members if member.reference in selected]
        }


class MeetingCorrectionForm(MeetingForm):
    reason = forms.CharField(
        label="Why are you correcting it?",
        max_length=LONGEST_REASON,
        help_text="Your group can read this.",
        error_messages={"required": "Enter why you are correcting it"},
    )


def recorded_details(meeting: Meeting) -> dict[str, Any]:
    """What the form shows at first of a meeting that was recorded."""
    return {
        "held_on": meeting.held_on,
        "minutes": meeting.minutes,
        "learned": meeting.learned,
        "present": [presence.enrolment.reference for presence in meeting.presences.all()],
    }
