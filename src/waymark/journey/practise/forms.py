"""A new entry of the workbook, with one piece of evidence."""

from __future__ import annotations

from typing import Any

from django.utils.text import Truncator

from waymark.ground.programmes.values import Framework
from waymark.journey.practise.actions import Typed
from waymark.journey.practise.rules import LONGEST_MINUTES
from waymark.journey.practise.words import KINDS, SOURCES, STAGES
from waymark.kit import forms

BETWEEN = "Enter whole minutes between 0 and 480. Write a second entry for longer work."


class EntryForm(forms.Form):
    stage = forms.ChoiceField(
        label="Which stage does it belong to?",
        choices=[(code, title) for code, (title, _) in STAGES.items()],
        widget=forms.RadioSelect(hints={code: asks for code, (_, asks) in STAGES.items()}),
    )
    title = forms.CharField(label="Title", max_length=160, help_text="So that you find it again.")
    text = forms.CharField(
        label="What did you do, and what happened?",
        max_length=20_000,
        help_text="You and your coach read this. Name no pupil.",
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    minutes = forms.IntegerField(
        label="Minutes it took you",
        min_value=0,
        max_value=LONGEST_MINUTES,
        width=4,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), BETWEEN),
    )
    source = forms.ChoiceField(
        label="Where does the evidence come from?", choices=list(SOURCES.items()), widget=forms.RadioSelect
    )
    kind = forms.ChoiceField(
        label="How was it gathered?", choices=list(KINDS.items()), widget=forms.RadioSelect
    )
    statement = forms.ChoiceField(label="Which statement does it speak to?", widget=forms.Select)
    says = forms.CharField(
        label="What does it say?",
        max_length=4_000,
        help_text="What was seen or said, with a number where there is one. Name no pupil.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    ENTRY = ("stage", "title", "text", "minutes")
    EVIDENCE = ("source", "kind", "statement", "says")

    def __init__(self, data: Any = None, *, framework: Framework) -> None:
        super().__init__(data)
        empty = [("", "Choose a statement")]
        choices = [(section.title, _statements(section)) for section in framework.sections]
        self.fields["statement"].choices = empty + choices  # type: ignore[attr-defined]

    def groups(self) -> list[tuple[str, list[Any]]]:
        return [
            ("The entry", [self[name] for name in self.ENTRY]),
            ("One piece of evidence", [self[name] for name in self.EVIDENCE]),
        ]

    def entry(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.ENTRY}

    def evidence(self) -> Typed:
        return Typed(**{name: self.cleaned_data[name] for name in self.EVIDENCE})


def _statements(section: Any) -> list[tuple[str, str]]:
    return [(one.code, f"{one.code} {Truncator(one.text).chars(90)}") for one in section.statements]
