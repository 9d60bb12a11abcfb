"""The form to import a Word file: which question, and which file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from waymark.journey.sit.word_import.words import REASONS
from waymark.kit import forms

BY_HEADINGS = "by-headings"


class WordFileForm(forms.Form):
    question = forms.ChoiceField(
        label="Which question does the text answer?",
        widget=forms.RadioSelect,
        error_messages={"required": REASONS["no_question"]},
    )
    file = forms.FileField(
        label="Word file",
        help_text="A Word document (.docx), up to 5 MB.",
        widget=forms.FileInput(
            attrs={"accept": ".docx,application/vnd.openxmlformats-officedocument.wordprocessingml.document"}
        ),
        error_messages={"required": REASONS["no_file"], "empty": REASONS["no_file"]},
    )

    def __init__(self, *args: Any, questions: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["question"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [*questions, (BY_HEADINGS, "Several questions: split the text by its headings")]
