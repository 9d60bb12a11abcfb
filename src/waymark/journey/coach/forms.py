"""Pairs for a cohort, and the record of one session."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.text import Truncator

from waymark.ground.programmes.values import Framework
from waymark.journey.coach.actions import Agreed, Weighed
from waymark.journey.coach.words import LEVELS, OWNERS
from waymark.journey.practise.queries import Shown
from waymark.kit import forms

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment
    from waymark.ground.people.models import Person

SCALE = [(str(level), f"{level} {name}") for level, name in enumerate(LEVELS, 1)]


class Pairs(forms.Form):
    """A list of coaches for each participant; empty leaves the participant without one."""

    def __init__(
        self,
        data: Any = None,
        *,
        enrolments: Sequence[Enrolment],
        coaches: Sequence[Person],
        paired: Mapping[int, int],
    ) -> None:
        super().__init__(data)
        self.enrolments = enrolments
        self.coaches = {str(one.pk): one for one in coaches}
        choices = [("", "No coach yet"), *((key, one.name) for key, one in self.coaches.items())]
        self.fields = {
            one.reference: forms.ChoiceField(
                label=f"Coach of {one.person.name}",
                required=False,
                choices=choices,
                widget=forms.Select,
                initial=str(paired.get(one.pk, "")),
            )
            for one in enrolments
        }

    def said(self) -> dict[Enrolment, Person]:
        chosen = ((one, self.cleaned_data[one.reference]) for one in self.enrolments)
        return {one: self.coaches[key] for one, key in chosen if key}


def _level(label: str, says: str) -> Any:
    return forms.TypedChoiceField(
        label=label,
        help_text=says,
        choices=SCALE,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": f"Choose a level for “{label}”."},
    )


def _box(label: str, says: str, *, most: int, rows: int, required: bool = False) -> Any:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=says, max_length=most, required=required, widget=widget)


class SessionForm(forms.Form):
    held_on = forms.DateField(label="On which day did you meet?")
    minutes = forms.IntegerField(label="For how many minutes?", width=4)
    shared_notes = _box("Shared notes", "", most=8_000, rows=6)
    private_notes = _box(
        "Private notes",
        "Only you read this: not the participant, not the programme's staff.",
        most=8_000,
        rows=4,
    )
    statement = forms.ChoiceField(label="Which statement did you weigh?", widget=forms.Select)
    self_view = _level("Self-view", "How the participant rates it.")
    evidence = forms.ChoiceField(
        label="Which evidence was there?", required=False, widget=forms.RadioSelect, initial=""
    )
    judgement = _level("Your judgement", "What the evidence bears out.")
    reflection = _box("What did you both conclude?", "", most=4_000, rows=4, required=True)
    what = forms.CharField(label="What is the action?", max_length=300, required=False)
    owner = forms.ChoiceField(
        label="Who does it?", required=False, choices=list(OWNERS.items()), widget=forms.RadioSelect
    )
    due_on = forms.DateField(label="By when?", required=False)
    shown_by = forms.CharField(label="What will show it?", max_length=300, required=False)

    GROUPS = (
        ("The session", ("held_on", "minutes", "shared_notes", "private_notes")),
        ("One statement weighed", ("statement", "self_view", "evidence", "judgement", "reflection")),
        ("One agreed action", ("what", "owner", "due_on", "shown_by")),
    )

    def __init__(
        self, data: Any = None, *, framework: Framework, evidence: Sequence[Shown], planned: int, name: str
    ) -> None:
        super().__init__(data, initial={"minutes": planned})
        fields: dict[str, Any] = self.fields
        fields["minutes"].help_text = f"Planned for {planned} minutes; no more can be credited."
        fields["shared_notes"].help_text = f"You and {name} read this, nobody else."
        fields["reflection"].help_text = f"You and {name} read this, nobody else."
        fields["statement"].choices = [
            ("", "Choose a statement"),
            *(
                (section.title, [_statement(one) for one in section.statements])
                for section in framework.sections
            ),
        ]
        fields["evidence"].choices = [
            ("", "None yet"),
            *((str(one.id), f"{one.source_says}: {Truncator(one.says).chars(90)}") for one in evidence),
        ]

    def groups(self) -> list[tuple[str, list[Any]]]:
        return [(title, [self[name] for name in names]) for title, names in self.GROUPS]

    def session(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.GROUPS[0][1]}

    def weighed(self) -> Weighed:
        said = {name: self.cleaned_data[name] for name in self.GROUPS[1][1]}
        return Weighed(**(said | {"evidence": int(said["evidence"]) if said["evidence"] else None}))

    def agreed(self) -> Agreed | None:
        """Nothing unless all four parts of the action are there."""
        said = {name: self.cleaned_data[name] for name in self.GROUPS[2][1]}
        return Agreed(**said) if all(said.values()) else None


def _statement(one: Any) -> tuple[str, str]:
    return one.code, f"{one.code} {Truncator(one.text).chars(90)}"
