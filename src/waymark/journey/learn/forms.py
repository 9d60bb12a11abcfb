"""The register: the minutes of each participant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from waymark.kit import forms

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment


class RegisterForm(forms.Form):
    """One field for each enrolment, named by its reference.

    `minutes` are those already recorded, by enrolment id; without them a field begins with the planned minutes.
    """

    def __init__(
        self,
        data: Any = None,
        *,
        enrolments: Sequence[Enrolment],
        minutes: Mapping[int, int],
        planned: int,
    ) -> None:
        self.enrolments = enrolments
        super().__init__(data)
        self.fields = {
            enrolment.reference: forms.IntegerField(
                label=enrolment.person.name,
                min_value=0,
                max_value=planned,
                width=4,
                initial=minutes.get(enrolment.pk, planned),
                error_messages=_error_messages(enrolment.person.name, planned),
            )
            for enrolment in enrolments
        }

    def rows(self) -> list[tuple[Enrolment, Any]]:
        """Each enrolment with its field."""
        return [(enrolment, self[enrolment.reference]) for enrolment in self.enrolments]

    def minutes_by_enrolment(self) -> dict[Enrolment, int]:
        return {enrolment: self.cleaned_data[enrolment.reference] for enrolment in self.enrolments}


def _error_messages(name: str, planned: int) -> dict[str, Any]:
    sentence = f"Minutes for {name} must be between 0 and {planned}"
    return dict.fromkeys(("required", "invalid", "min_value", "max_value"), sentence)
