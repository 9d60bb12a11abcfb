"""The form that creates a paper."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from waymark.kit import forms

A_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,39}")


class NewPaperForm(forms.Form):
    code = forms.CharField(
        label="Code",
        help_text="A short code, for example LLSE-B. You can’t change it later.",
        max_length=40,
        width=10,
    )
    title = forms.CharField(
        label="Title",
        max_length=200,
        help_text="Programme leads see the code and title before a window opens. "
        "Don’t reveal anything about the case study.",
    )
    case_title = forms.CharField(label="Case study title", max_length=200, required=False)
    programme = forms.ChoiceField(
        label="Which programme is it for?",
        widget=forms.RadioSelect,
        error_messages={"required": "Select a programme"},
    )

    def __init__(self, *args: Any, programmes: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["programme"]
        field.choices = programmes
        if len(programmes) == 1:
            field.initial = programmes[0][0]

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if not A_CODE.fullmatch(code):
            raise forms.ValidationError("Code must only contain letters, numbers and hyphens")
        return code
