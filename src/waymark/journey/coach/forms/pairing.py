"""Who coaches whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from waymark.kit import forms
from waymark.kit.corrections import LONGEST_REASON

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment
    from waymark.ground.people.models import Person


class PairingForm(forms.Form):
    """One field for each participant, named by the enrolment's reference."""

    def __init__(
        self,
        data: Any = None,
        *,
        enrolments: Sequence[Enrolment],
        coaches: Sequence[Person],
        coach_ids: Mapping[int, int],
        proposed: Mapping[int, int] | None = None,
    ) -> None:
        """`coach_ids` are the present coaches, `proposed` those to be shown as chosen: person id by enrolment id."""
        super().__init__(data)
        self.enrolments, self.coach_ids, self.proposed = enrolments, coach_ids, proposed or {}
        self.coaches = {str(coach.pk): coach for coach in coaches}
        choices = [(str(coach.pk), _name_and_organisation(coach)) for coach in coaches]
        self.fields = {enrolment.reference: self._field(enrolment, choices) for enrolment in enrolments}
        if coach_ids:
            self.fields |= _move_fields()

    def _field(self, enrolment: Enrolment, choices: list[tuple[str, str]]) -> Any:
        coach_id = self.coach_ids.get(enrolment.pk)
        has_left = coach_id is not None and str(coach_id) not in self.coaches
        empty = "No longer with this cohort" if has_left else "Select a person"
        return forms.PersonField(
            label=f"Coach for {enrolment.person.name}",
            required=False,
            empty=empty,
            coerce=str,
            empty_value="",
            choices=choices,
            initial=str(self.proposed.get(enrolment.pk) or coach_id or ""),
            error_messages={"invalid_choice": "Select a coach from the list"},
        )

    def clean(self) -> dict[str, Any]:
        """Who has a coach keeps one: the first option is no one, and taking a coach away names who comes next."""
        for enrolment in self.enrolments:
            name, coach_id = enrolment.reference, self.coach_ids.get(enrolment.pk)
            is_emptied = name in self.data and not self.data[name]
            if is_emptied and str(coach_id) in self.coaches:
                self.add_error(name, "Select a person")
        return self.cleaned_data

    def move(self) -> dict[str, Any]:
        """Why participants who have a coach get another one, and from which day."""
        return {"reason": self.cleaned_data.get("reason", ""), "from_on": self.cleaned_data.get("from_on")}

    def rows(self) -> list[tuple[Enrolment, Any]]:
        return [(enrolment, self[enrolment.reference]) for enrolment in self.enrolments]

    def chosen(self) -> dict[Enrolment, Person]:
        """The coach chosen for each participant who was given one."""
        chosen = {enrolment: self.cleaned_data[enrolment.reference] for enrolment in self.enrolments}
        return {enrolment: self.coaches[coach_id] for enrolment, coach_id in chosen.items() if coach_id}

    def version(self) -> dict[str, int]:
        """The present coaches, by the names of the fields."""
        return {
            enrolment.reference: self.coach_ids[enrolment.pk]
            for enrolment in self.enrolments
            if enrolment.pk in self.coach_ids
        }

    def made_from(self, version: Any) -> dict[int, int]:
        """`version` as it came back, by enrolment id."""
        shown = version if isinstance(version, dict) else {}
        return {
            enrolment.pk: shown[enrolment.reference]
            for enrolment in self.enrolments
            if enrolment.reference in shown
        }


def _move_fields() -> dict[str, Any]:
    """Only asked of those who move someone: a first coach needs no reason."""
    return {
        "reason": forms.CharField(
            label="Reason for a change of coach",
            help_text="Only if you changed the coach of someone who has one. Programme leads can read it.",
            required=False,
            max_length=LONGEST_REASON,
        ),
        "from_on": forms.DateField(
            label="First day this applies", help_text="Leave this empty for today.", required=False
        ),
    }


def _name_and_organisation(person: Person) -> str:
    return f"{person.name}, {person.organisation}" if person.organisation else person.name
