"""The record of a group's meeting, and who looks after each group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from waymark.kit import forms
from waymark.kit.corrections import LONGEST_REASON
from waymark.kit.formatting import duration

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment
    from waymark.ground.people.models import Person
    from waymark.journey.gather.models import Meeting, PeerGroup


class MeetingForm(forms.Form):
    held_on = forms.DateField(
        label="When did you meet?",
        error_messages={
            "required": "Enter the date you met",
            "invalid": "Date of the meeting must be a real date, like 23 October 2026",
        },
    )
    minutes = forms.IntegerField(
        label="How many minutes did you meet for?",
        width=4,
        error_messages={"required": "Enter how many minutes you met for"},
    )
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


class GroupOwnersForm(forms.Form):
    """One list of people for each group; none is chosen for anyone."""

    def __init__(
        self,
        data: Any = None,
        *,
        groups: Sequence[PeerGroup],
        people: Sequence[Person],
        proposed: Mapping[int, int] | None = None,
    ) -> None:
        """`proposed` are shown as chosen: person id by group id."""
        super().__init__(data)
        self.groups, self.people = groups, {person.pk: person for person in people}
        for group in groups:
            self.fields[_name_of(group)] = self._field(group, (proposed or {}).get(group.pk))

    def _field(self, group: PeerGroup, proposed: int | None) -> Any:
        has_left = group.owner_id is not None and group.owner_id not in self.people
        return forms.PersonField(
            label=f"Who looks after {group.name}?",
            required=group.owner_id in self.people,
            empty="No longer with this cohort" if has_left else "Select a person",
            choices=[(person.pk, person.name) for person in self.people.values()],
            initial=proposed or group.owner_id,
        )

    def rows(self) -> list[tuple[PeerGroup, Any]]:
        return [(group, self[_name_of(group)]) for group in self.groups]

    def chosen(self) -> dict[PeerGroup, Person]:
        """The person chosen for each group for which someone was."""
        chosen = {group: self.cleaned_data[_name_of(group)] for group in self.groups}
        return {group: self.people[person_id] for group, person_id in chosen.items() if person_id}

    def version(self) -> dict[str, int]:
        """Who looks after the groups now, by the names of the fields."""
        return {_name_of(group): group.owner_id for group in self.groups if group.owner_id}

    def made_from(self, version: Any) -> dict[int, int]:
        """`version` as it came back, by group id."""
        shown = version if isinstance(version, dict) else {}
        return {group.pk: shown[_name_of(group)] for group in self.groups if _name_of(group) in shown}


def _name_of(group: PeerGroup) -> str:
    return f"group-{group.pk}"
