"""The register: the minutes of each participant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from waymark.kit import forms

if TYPE_CHECKING:
    from waymark.ground.cohorts.queries import Participant


class RegisterForm(forms.Form):
    """One field for each participant, named by the reference of their enrolment.

    `minutes` are those already recorded, by enrolment id; without them a field begins with the planned minutes.
    """

    def __init__(
        self,
        data: Any = None,
        *,
        participants: Sequence[Participant],
        minutes: Mapping[int, int],
        planned: int,
    ) -> None:
        self.participants = participants
        super().__init__(data)
        self.fields = {
            participant.reference: forms.IntegerField(
                label=participant.name,
                min_value=0,
                max_value=planned,
                width=4,
                initial=minutes.get(participant.enrolment_id, planned),
                error_messages=_error_messages(participant.name, planned),
            )
            for participant in participants
        }

    def rows(self) -> list[tuple[Participant, Any]]:
        """Each participant with their field."""
        return [(participant, self[participant.reference]) for participant in self.participants]

    def minutes_by_enrolment(self) -> dict[int, int]:
        """Whole minutes by enrolment id."""
        return {
            participant.enrolment_id: self.cleaned_data[participant.reference]
            for participant in self.participants
        }


def _error_messages(name: str, planned: int) -> dict[str, Any]:
    sentence = f"Minutes for {name} must be between 0 and {planned}"
    return dict.fromkeys(("required", "invalid", "min_value", "max_value"), sentence)
