"""The form that adds a file to the case study."""

from __future__ import annotations

from waymark.kit import forms


class ExhibitForm(forms.Form):
    file = forms.FileField(
        label="File",
        max_length=255,
        help_text="PDF, PNG, JPEG or CSV, up to 5 MB.",
        widget=forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg,.csv"}),
    )
