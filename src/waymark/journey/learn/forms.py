"""The register: a box of minutes for each participant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from waymark.kit import forms

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment


class Register(forms.Form):
    """One field for each enrolment, named by its reference; `minutes` is what stands in it at first."""

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
            one.reference: forms.IntegerField(
                label=one.person.name,
                min_value=0,
                max_value=planned,
                width=4,
                initial=minutes.get(one.pk, planned),
                error_messages=_says(one.person.name, planned),
            )
            for one in enrolments
        }

    def lines(self) -> list[tuple[Enrolment, Any]]:
        return [(one, self[one.reference]) for one in self.enrolments]

    def said(self) -> dict[Enrolment, int]:
        return {one: self.cleaned_data[one.reference] for one in self.enrolments}


def _says(name: str, planned: int) -> dict[str, Any]:
    between = f"{name}: enter whole minutes between 0 and {planned}."
    return dict.fromkeys(("required", "invalid", "min_value", "max_value"), between)
