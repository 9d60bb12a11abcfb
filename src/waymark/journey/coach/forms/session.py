"""The record of a coaching session."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from waymark.journey.coach.models import AgreedAction, CoachingSession
from waymark.journey.coach.rules import NewAction, NewTriangulation
from waymark.journey.coach.words import LEVELS
from waymark.kit import forms
from waymark.kit.corrections import LONGEST_REASON

if TYPE_CHECKING:
    from waymark.ground.programmes.values import Section
    from waymark.journey.practise.queries import EvidenceSummary

LEVEL_CHOICES = [(str(level), f"{level} {name}") for level, name in LEVELS.items()]


def _select(error: str) -> dict[str, str]:
    return dict.fromkeys(("required", "invalid_choice"), error)


class SessionForm(forms.Form):
    held_on = forms.DateField(
        label="When did you meet?", error_messages={"required": "Enter the date you met"}
    )
    minutes = forms.IntegerField(
        label="How many minutes did you meet for?",
        width=3,
        error_messages={
            "required": "Enter how many minutes you met for",
            "invalid": "Minutes must be a whole number, like 60",
        },
    )
    statement = forms.ChoiceField(
        label="Which statement did you discuss?",
        widget=forms.Select,
        error_messages=_select("Select the statement you discussed"),
    )
    self_rating = forms.ChoiceField(
        label="Self-rating",
        choices=LEVEL_CHOICES,
        widget=forms.RadioSelect,
        error_messages=_select("Select the self-rating"),
    )
    evidence = forms.ChoiceField(
        label="Which evidence did you look at? (optional)",
        required=False,
        widget=forms.Select,
        help_text="From the participant’s workbook.",
        error_messages={"invalid_choice": "Select evidence from the participant’s workbook, or “None”"},
    )
    judgement = forms.ChoiceField(
        label="Your judgement",
        choices=LEVEL_CHOICES,
        widget=forms.RadioSelect,
        error_messages=_select("Select your judgement"),
    )
    reflection = forms.CharField(
        label="Reason for your judgement",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Enter a reason for your judgement"},
    )
    shared_notes = forms.CharField(
        label="Shared notes (optional)",
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    private_notes = forms.CharField(
        label="Private notes (optional)",
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Only you can read these. The participant, a later coach and programme staff can’t.",
    )
    what = forms.CharField(
        label="What will be done next?",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "required": "Agree one action before you close the session: enter what will be done next"
        },
    )
    owner = forms.ChoiceField(
        label="Who will do it?",
        choices=AgreedAction.Owner.choices,
        widget=forms.RadioSelect,
        error_messages=_select("Select who will do it"),
    )
    due_on = forms.DateField(label="When is it due?", error_messages={"required": "Enter the date it is due"})
    shown_by = forms.CharField(
        label="What will show that it’s done?",
        max_length=300,
        help_text="The evidence you will both look at next time.",
        error_messages={"required": "Enter what will show that it’s done"},
    )

    def __init__(
        self,
        data: Any = None,
        *,
        sections: Sequence[Section],
        evidence: Sequence[EvidenceSummary],
        participant: str,
        coach: str,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        """`participant` and `coach` are given names."""
        super().__init__(data, initial=initial)
        fields: Any = self.fields
        fields["statement"].choices = [("", "Select a statement"), *map(_statement_choices, sections)]
        fields["evidence"].choices = [("", "None"), *map(_evidence_choice, evidence)]
        fields["owner"].choices = [("participant", participant), ("coach", f"{coach} (you)")]
        fields["self_rating"].help_text = f"How {participant} rates this now."
        both = f"You and {participant} can read this."
        for name in ("reflection", "shared_notes", "reason"):
            if name in fields:
                fields[name].help_text = both

    def session(self) -> dict[str, Any]:
        """The facts of the meeting and its notes."""
        return {
            name: self.cleaned_data[name] for name in ("held_on", "minutes", "shared_notes", "private_notes")
        }

    def triangulation(self) -> NewTriangulation:
        data = self.cleaned_data
        return NewTriangulation(
            statement=data["statement"],
            self_rating=int(data["self_rating"]),
            judgement=int(data["judgement"]),
            evidence=int(data["evidence"]) if data["evidence"] else None,
            reflection=data["reflection"],
        )

    def action(self) -> NewAction:
        return NewAction(
            **{name: self.cleaned_data[name] for name in ("what", "owner", "due_on", "shown_by")}
        )


class SessionCorrectionForm(SessionForm):
    reason = forms.CharField(
        label="Why are you correcting it?",
        max_length=LONGEST_REASON,
        error_messages={"required": "Enter why you are correcting it"},
    )

    def session(self) -> dict[str, Any]:
        return super().session() | {"reason": self.cleaned_data["reason"]}


def recorded_answers(session: CoachingSession, *, private_notes: str) -> dict[str, Any]:
    """What the form shows at first of a session that was recorded."""
    names = ("held_on", "minutes", "shared_notes")
    answers: dict[str, Any] = {name: getattr(session, name) for name in names}
    answers["private_notes"] = private_notes
    for triangulation in session.triangulations.all():
        answers |= {
            "statement": triangulation.statement,
            "self_rating": str(triangulation.self_rating),
            "judgement": str(triangulation.judgement),
            "evidence": str(triangulation.evidence_id or ""),
            "reflection": triangulation.reflection,
        }
    for action in session.actions.all():
        answers |= {name: getattr(action, name) for name in ("what", "owner", "due_on", "shown_by")}
    return answers


def _statement_choices(section: Section) -> tuple[str, list[tuple[str, str]]]:
    return section.title, [
        (statement.code, f"{statement.code} {_shortened(statement.text)}") for statement in section.statements
    ]


def _evidence_choice(piece: EvidenceSummary) -> tuple[str, str]:
    kind = f"{piece.statement}, {piece.source_label}, {piece.kind_label}"
    return str(piece.id), f"{kind}: {_shortened(piece.entry_title)}"


def _shortened(text: str, length: int = 90) -> str:
    return text if len(text) <= length else f"{text[: length - 1].rsplit(' ', 1)[0]}…"
