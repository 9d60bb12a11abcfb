"""The series and form letter of a paper."""

from __future__ import annotations

from waymark.kit import forms


class SeriesForm(forms.Form):
    series = forms.CharField(
        label="Series",
        max_length=60,
        help_text="Papers in the same series are parallel: they ask for the same things in different words.",
    )
    letter = forms.CharField(
        label="Form letter",
        max_length=4,
        width=3,
        help_text="For example, A, B or C. Each letter can be used once in a series.",
    )

    def clean_letter(self) -> str:
        letter = str(self.cleaned_data["letter"]).upper()
        if not (letter.isascii() and letter.isalnum()):
            raise forms.ValidationError("Form letter must only contain letters and numbers, like B")
        return letter
