"""The register: the minutes of each participant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from waymark.kit import forms

if TYPE_CHECKING:
    from waymark.ground.cohorts.queries import Participant


class RegisterForm(forms.Form):
    """One field for each participant, named by the reference of their enrolment.

    `minutes` are those already recorded, by enrolment id. Other fields are empty: no one counts as present, or as
    absent, before a person says so.
    """

    def __init__(
        self,
        data: Any = None,
        *,
        participants: Sequence[Participant],
        minutes: Mapping[int, int],
        planned: int,
    ) -> None:
        self.participants, self.minutes = participants, minutes
        super().__init__(data)
        self.fields = {
            participant.reference: forms.IntegerField(
                label=participant.name,
                min_value=0,
                max_value=planned,
                width=4,
                required=False,
                initial=minutes.get(participant.enrolment_id),
                error_messages=_error_messages(participant.name, planned),
            )
            for participant in participants
        }

    def rows(self) -> list[tuple[Participant, Any]]:
        """Each participant with their field."""
        return [(participant, self[participant.reference]) for participant in self.participants]

    def clean(self) -> dict[str, Any]:
        """What is recorded can be corrected but not emptied, and a register without any minutes says nothing."""
        for participant in self.participants:
            is_empty = self.cleaned_data.get(participant.reference, 0) is None
            if is_empty and participant.enrolment_id in self.minutes:
                sentence = f"Enter minutes for {participant.name}, or 0 if they were absent"
                self.add_error(participant.reference, sentence)
        if not self.errors and not self.minutes_by_enrolment():
            raise forms.ValidationError("Enter minutes for at least one participant")
        return self.cleaned_data

    def minutes_by_enrolment(self) -> dict[int, int]:
        """Whole minutes by enrolment id, of those whose field is filled in."""
        return {
            participant.enrolment_id: minutes
            for participant in self.participants
            if (minutes := self.cleaned_data[participant.reference]) is not None
        }

    def version(self) -> dict[str, int]:
        """What the register records, by the names of the fields."""
        return {
            participant.reference: self.minutes[participant.enrolment_id]
            for participant in self.participants
            if participant.enrolment_id in self.minutes
        }

    def made_from(self, version: Any) -> dict[int, int]:
        """`version` as it came back, by enrolment id."""
        shown = version if isinstance(version, dict) else {}
        return {
            participant.enrolment_id: shown[participant.reference]
            for participant in self.participants
            if participant.reference in shown
        }


def filled(data: Any, participants: Sequence[Participant], *, minutes: int, ends_at: datetime) -> Any:
    """What was sent, with these minutes in every empty field of a participant who had joined by the session's end."""
    data = data.copy()
    for participant in participants:
        if participant.joined_at <= ends_at and not data.get(participant.reference, "").strip():
            data[participant.reference] = str(minutes)
    return data


def _error_messages(name: str, planned: int) -> dict[str, Any]:
    sentence = f"Minutes for {name} must be between 0 and {planned}"
    return dict.fromkeys(("required", "invalid", "min_value", "max_value"), sentence)
