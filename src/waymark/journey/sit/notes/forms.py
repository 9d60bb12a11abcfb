"""One field for notes and readings."""

from __future__ import annotations

from waymark.journey.sit.writing.rules import DRAFT_CHARACTERS
from waymark.kit import forms
from waymark.kit.formatting import number

TOO_LONG = f"Notes must be {number(DRAFT_CHARACTERS)} characters or fewer"


class NotesForm(forms.Form):
    text = forms.CharField(
        label="Notes and readings",
        help_text="Only you can read them. They’re never collected or marked, and their words don’t count.",
        required=False,
        strip=False,
        max_length=DRAFT_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 14}),
        error_messages={"max_length": TOO_LONG},
    )
