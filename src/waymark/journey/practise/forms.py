"""A new workbook entry, with one piece of evidence."""

from __future__ import annotations

from typing import Any

from django.utils.text import Truncator

from waymark.ground.programmes.values import Framework, Section
from waymark.journey.practise.actions import NewEvidence
from waymark.journey.practise.rules import MAX_ENTRY_MINUTES, WorkbookReason
from waymark.journey.practise.words import KINDS, SENTENCES, SOURCES, STAGES
from waymark.kit import forms


class EntryForm(forms.Form):
    stage = forms.ChoiceField(
        label="Which stage does this belong to?",
        choices=[(code, title) for code, (title, _) in STAGES.items()],
        widget=forms.RadioSelect(hints={code: questions for code, (_, questions) in STAGES.items()}),
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Select a stage"),
    )
    title = forms.CharField(
        label="Title",
        max_length=160,
        help_text="Something that will help you find the entry again.",
        error_messages={"required": "Enter a title"},
    )
    text = forms.CharField(
        label="What did you do, and what happened?",
        max_length=20_000,
        help_text="You and your coach can read this. Don’t name any pupils.",
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={"required": "Enter what you did and what happened"},
    )
    minutes = forms.IntegerField(
        label="How many minutes did it take?",
        min_value=0,
        max_value=MAX_ENTRY_MINUTES,
        width=4,
        error_messages={
            "required": "Enter how many minutes it took",
            "invalid": "Minutes must be a whole number, like 90",
            "min_value": SENTENCES[WorkbookReason.TOO_LONG],
            "max_value": SENTENCES[WorkbookReason.TOO_LONG],
        },
    )
    source = forms.ChoiceField(
        label="Where does the evidence come from?",
        choices=list(SOURCES.items()),
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Select where the evidence comes from"),
    )
    kind = forms.ChoiceField(
        label="How was it collected?",
        choices=list(KINDS.items()),
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Select how the evidence was collected"),
    )
    statement = forms.ChoiceField(
        label="Which statement is it about?",
        widget=forms.Select,
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), "Select the statement the evidence is about"
        ),
    )
    description = forms.CharField(
        label="What does the evidence show?",
        max_length=4_000,
        help_text="What was seen or said, with figures if you have any. Don’t name any pupils.",
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Enter what the evidence shows"},
    )

    ENTRY = ("stage", "title", "text", "minutes")
    EVIDENCE = ("source", "kind", "statement", "description")

    def __init__(self, data: Any = None, *, framework: Framework) -> None:
        super().__init__(data)
        choices = [(section.title, _statement_choices(section)) for section in framework.sections]
        fields: Any = self.fields
        fields["statement"].choices = [("", "Select a statement"), *choices]

    def groups(self) -> list[tuple[str, list[Any]]]:
        """The fields under their two headings."""
        return [
            ("The entry", [self[name] for name in self.ENTRY]),
            ("One piece of evidence", [self[name] for name in self.EVIDENCE]),
        ]

    def entry(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.ENTRY}

    def evidence(self) -> NewEvidence:
        return NewEvidence(**{name: self.cleaned_data[name] for name in self.EVIDENCE})


def _statement_choices(section: Section) -> list[tuple[str, str]]:
    return [
        (statement.code, f"{statement.code} {Truncator(statement.text).chars(90)}")
        for statement in section.statements
    ]
