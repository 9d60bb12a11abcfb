"""Which question, and which file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from waymark.journey.sit.word_import.words import REFUSED
from waymark.kit import forms

SHARED_OUT = "by-headings"


class WordFileForm(forms.Form):
    question = forms.ChoiceField(
        label="Where does the text go?",
        widget=forms.RadioSelect,
        error_messages={"required": REFUSED["no_question"]},
    )
    file = forms.FileField(
        label="Word file",
        help_text="A Word document (.docx), up to 5 MB.",
        widget=forms.FileInput(
            attrs={"accept": ".docx,application/vnd.openxmlformats-officedocument.wordprocessingml.document"}
        ),
        error_messages={"required": REFUSED["no_file"], "empty": REFUSED["no_file"]},
    )

    def __init__(self, *args: Any, questions: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["question"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [*questions, (SHARED_OUT, "Share it out: headings in the file name the questions")]
