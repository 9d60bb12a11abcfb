"""The questions after an experience, and the change that is made because of the answers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from waymark.ground.programmes.values import Item, Question, QuestionKind, QuestionSet
from waymark.journey.reflect.words import LEVELS, MAX_YOU_SAID, QUESTION_GROUPS
from waymark.kit import forms
from waymark.kit.corrections import LONGEST_REASON


class QuestionSetForm(forms.Form):
    """One field for each question. A pack may give any id, so its name is prefixed: a template asks for
    `form.groups` or `form.errors` and must never be given a question of that id."""

    def __init__(self, data: Any = None, *, question_set: QuestionSet) -> None:
        super().__init__(data)
        self.question_set = question_set
        in_page_order = self._of_kinds(*QUESTION_GROUPS)
        self.fields = {field_name(question.id): _field(question) for question in in_page_order}

    def groups(self) -> list[tuple[str, str, list[Any]]]:
        """The title, introduction and fields of each kind of question in the set."""
        fields_by_kind = {
            kind: [self[field_name(question.id)] for question in self._of_kinds(kind)]
            for kind in QUESTION_GROUPS
        }
        return [
            (title, introduction, fields_by_kind[kind])
            for kind, (title, introduction) in QUESTION_GROUPS.items()
            if fields_by_kind[kind]
        ]

    def levels(self) -> dict[str, int]:
        """The level chosen for each question that has levels, by question id."""
        return {question.id: int(self._value(question)) for question in self._of_kinds(*LEVELS)}

    def comments(self) -> dict[str, str]:
        """The text written for each question that asks for words, by question id."""
        return {question.id: self._value(question) for question in self._of_kinds(QuestionKind.WORDS)}

    def _value(self, question: Question) -> str:
        value: str = self.cleaned_data[field_name(question.id)]
        return value

    def _of_kinds(self, *kinds: QuestionKind) -> list[Question]:
        """The questions of these kinds, kind by kind."""
        questions = self.question_set.questions
        return [question for kind in kinds for question in questions if question.kind is kind]


def field_name(question_id: str) -> str:
    return f"q-{question_id}"


def _field(question: Question) -> Any:
    if question.kind is QuestionKind.WORDS:
        return forms.CharField(
            label=question.prompt,
            required=False,
            max_length=4000,
            help_text="Optional",
            widget=forms.Textarea(attrs={"rows": 5}),
        )
    return forms.ChoiceField(
        label=question.prompt,
        choices=[(str(level), f"{level} {name}") for level, name in enumerate(LEVELS[question.kind], 1)],
        widget=forms.RadioSelect,
        error_messages={"required": f"Select a level for “{question.prompt}”"},
    )


class WordsOfChange(forms.Form):
    """What participants said, and what changes because of it."""

    you_said = forms.CharField(
        label="You said",
        max_length=MAX_YOU_SAID,
        help_text="What participants told you. They will read this.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter what participants said"},
    )
    we_changed = forms.CharField(
        label="We changed",
        max_length=600,
        help_text="What will change, in a sentence or two. Participants will read this.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter what will change"},
    )


class ChangeCorrectionForm(WordsOfChange):
    reason = forms.CharField(
        label="Why are you correcting it?",
        max_length=LONGEST_REASON,
        help_text="Only the programme team can read this.",
        error_messages={"required": "Enter why you are correcting it"},
    )


class ChangeForm(WordsOfChange):
    """As above, and on which item."""

    item_id = forms.ChoiceField(
        label="Where will it change?",
        widget=forms.Select,
        error_messages={"required": "Select where it will change"},
    )

    def __init__(self, data: Any = None, *, items: Iterable[Item], statement: str, **options: Any) -> None:
        super().__init__(data, auto_id=f"id_%s_{statement.replace('.', '-')}", **options)
        self.statement = statement
        self.fields["item_id"].choices = _item_choices(items, statement)  # type: ignore[attr-defined]


def _item_choices(items: Iterable[Item], statement: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Grouped by whether they cover the statement, in their order; a group without any is left out."""
    groups: dict[str, list[tuple[str, str]]] = {
        "Covers this statement": [],
        "Doesn’t cover this statement": [],
    }
    covering, other = groups.values()
    for item in items:
        (covering if statement in item.statements else other).append((item.id, item.title))
    return [(name, choices) for name, choices in groups.items() if choices]
