"""Who coaches whom, and what a coaching session leaves behind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from waymark.journey.coach.models import AgreedAction
from waymark.journey.coach.rules import Agreed, Weighed
from waymark.journey.coach.words import LEVELS
from waymark.kit import forms

if TYPE_CHECKING:
    from waymark.ground.cohorts.models import Enrolment
    from waymark.ground.people.models import Person
    from waymark.ground.programmes.values import Section
    from waymark.journey.practise.queries import Shown

LEVEL_CHOICES = [(str(level), f"{level} {name}") for level, name in LEVELS.items()]


class Pairings(forms.Form):
    """One field for each participant, named by the enrolment's reference; `known` is coach by enrolment id."""

    def __init__(
        self,
        data: Any = None,
        *,
        enrolments: Sequence[Enrolment],
        coaches: Sequence[Person],
        known: Mapping[int, int],
    ) -> None:
        super().__init__(data)
        self.enrolments, self.known = enrolments, known
        self.coaches = {str(one.pk): one for one in coaches}
        choices = [(str(one.pk), _works_at(one)) for one in coaches]
        self.fields = {one.reference: self._field(one, choices) for one in enrolments}

    def _field(self, enrolment: Enrolment, choices: list[tuple[str, str]]) -> Any:
        coach = self.known.get(enrolment.pk)
        is_gone = coach is not None and str(coach) not in self.coaches
        nobody = ("", "No longer with this cohort" if is_gone else "Nobody yet")
        return forms.ChoiceField(
            label=f"Coach of {enrolment.person.name}",
            required=False,
            choices=choices if coach and not is_gone else [nobody, *choices],
            initial=str(coach or ""),
            widget=forms.Select,
        )

    def lines(self) -> list[tuple[Enrolment, Any]]:
        return [(one, self[one.reference]) for one in self.enrolments]

    def chosen(self) -> dict[Enrolment, Person]:
        said = {one: self.cleaned_data[one.reference] for one in self.enrolments}
        return {one: self.coaches[coach] for one, coach in said.items() if coach}


def _works_at(person: Person) -> str:
    return f"{person.name}, {person.organisation}" if person.organisation else person.name


class SessionForm(forms.Form):
    held_on = forms.DateField(
        label="When did you meet?", error_messages={"required": "Enter the day on which you met."}
    )
    minutes = forms.IntegerField(
        label="For how many minutes?",
        width=3,
        error_messages={"required": "Enter how many minutes it took."},
    )
    statement = forms.ChoiceField(
        label="Which statement did you weigh?",
        widget=forms.Select,
        error_messages={"required": "Choose the statement that you weighed."},
    )
    self_view = forms.ChoiceField(
        label="Self-view",
        choices=LEVEL_CHOICES,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the level of the self-view."},
    )
    evidence = forms.ChoiceField(
        label="Which evidence did you look at?",
        required=False,
        widget=forms.Select,
        help_text="From the participant's workbook.",
    )
    judgement = forms.ChoiceField(
        label="Your judgement",
        choices=LEVEL_CHOICES,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the level that you judge it to be."},
    )
    reflection = forms.CharField(
        label="Why this judgement?",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Write why you judge it so."},
    )
    shared_notes = forms.CharField(
        label="Shared notes", required=False, max_length=8000, widget=forms.Textarea(attrs={"rows": 6})
    )
    private_notes = forms.CharField(
        label="Private notes",
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="You alone read these: no participant, no later coach, no programme staff.",
    )
    what = forms.CharField(
        label="What is done next?",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Agree one action before you close the session: say what is done next."},
    )
    owner = forms.ChoiceField(
        label="Who does it?",
        choices=AgreedAction.Owner.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who does it."},
    )
    due_on = forms.DateField(
        label="By when?", error_messages={"required": "Enter the day by which it is done."}
    )
    shown_by = forms.CharField(
        label="What will show that it is done?",
        max_length=300,
        help_text="The evidence that you will both look at next time.",
        error_messages={"required": "Write which evidence will show it."},
    )

    def __init__(
        self,
        data: Any = None,
        *,
        sections: Sequence[Section],
        pieces: Sequence[Shown],
        name: str,
        coach: str,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        chosen: Any = self.fields
        chosen["statement"].choices = [("", "Choose a statement"), *map(_section, sections)]
        chosen["evidence"].choices = [("", "None"), *((str(one.id), _piece(one)) for one in pieces)]
        chosen["owner"].choices = [("participant", name), ("coach", f"{coach} (you)")]
        chosen["self_view"].help_text = f"As {name} puts it now."
        both = f"You and {name} read this."
        chosen["reflection"].help_text = chosen["shared_notes"].help_text = both

    def weighed(self) -> Weighed:
        said = self.cleaned_data
        return Weighed(
            statement=said["statement"],
            self_view=int(said["self_view"]),
            judgement=int(said["judgement"]),
            evidence=int(said["evidence"]) if said["evidence"] else None,
            reflection=said["reflection"],
        )

    def agreed(self) -> Agreed:
        said = self.cleaned_data
        return Agreed(
            what=said["what"], owner=said["owner"], due_on=said["due_on"], shown_by=said["shown_by"]
        )


def _section(section: Section) -> tuple[str, list[tuple[str, str]]]:
    return section.title, [(one.code, f"{one.code} {_short(one.text)}") for one in section.statements]


def _piece(piece: Shown) -> str:
    return f"{piece.statement}, {piece.source_says}, {piece.kind_says}: {_short(piece.entry_title)}"


def _short(text: str, most: int = 90) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rsplit(' ', 1)[0]}…"
