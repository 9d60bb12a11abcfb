"""The questions after an experience, and the change that answers them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from waymark.ground.programmes.values import Item, Question, QuestionKind, QuestionSet
from waymark.journey.reflect.words import GROUPS, LEVELS
from waymark.kit import forms


class Answers(forms.Form):
    """One field for each question. A pack may give any id, so its name is prefixed: a template asks for
    `form.groups` or `form.errors` and must never be given a question of that id."""

    def __init__(self, data: Any = None, *, asked: QuestionSet) -> None:
        super().__init__(data)
        self.asked = asked
        self.fields = {field_name(one.id): _field(one) for one in asked.questions}

    def groups(self) -> list[tuple[str, str, list[Any]]]:
        """Title, a word about it, and the fields of each kind of question that is asked."""
        return [
            (title, says, [self[field_name(one.id)] for one in self.asked.questions if one.kind is kind])
            for kind, (title, says) in GROUPS.items()
            if any(one.kind is kind for one in self.asked.questions)
        ]

    def levels(self) -> dict[str, int]:
        return {one.id: int(self._said(one)) for one in self._of(words=False)}

    def texts(self) -> dict[str, str]:
        return {one.id: self._said(one) for one in self._of(words=True)}

    def _said(self, question: Question) -> str:
        said: str = self.cleaned_data[field_name(question.id)]
        return said

    def _of(self, *, words: bool) -> Iterable[Question]:
        return (one for one in self.asked.questions if (one.kind is QuestionKind.WORDS) == words)


def field_name(question_id: str) -> str:
    return f"q-{question_id}"


def _field(question: Question) -> Any:
    if question.kind is QuestionKind.WORDS:
        return forms.CharField(
            label=question.prompt,
            required=False,
            max_length=4000,
            help_text="You may leave this empty.",
            widget=forms.Textarea(attrs={"rows": 5}),
        )
    return forms.ChoiceField(
        label=question.prompt,
        choices=[(str(level), f"{level} {name}") for level, name in enumerate(LEVELS[question.kind], 1)],
        widget=forms.RadioSelect,
        error_messages={"required": f"Choose a level for “{question.prompt}”"},
    )


class ChangeForm(forms.Form):
    heard = forms.CharField(
        label="You said",
        max_length=300,
        help_text="What was heard, as participants will read it.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    changed = forms.CharField(
        label="We changed",
        max_length=600,
        help_text="What will change, in a sentence or two that participants will read.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Write what will change."},
    )
    item_id = forms.ChoiceField(label="Where", widget=forms.Select)

    def __init__(self, data: Any = None, *, items: Iterable[Item], statement: str, **given: Any) -> None:
        super().__init__(data, auto_id=f"id_%s_{statement.replace('.', '-')}", **given)
        self.statement = statement
        choices = [(one.id, _place(one, statement)) for one in items]
        self.fields["item_id"].choices = choices  # type: ignore[attr-defined]


def _place(item: Item, statement: str) -> str:
    return f"{item.title} (teaches it)" if statement in item.statements else item.title
