"""The upload of an enrolment file."""

from __future__ import annotations

from typing import Any

from waymark.journey.apply.enrolment_files.csv_file import MAX_BYTES
from waymark.kit import forms


class EnrolmentFileForm(forms.Form):
    file = forms.FileField(
        label="CSV file",
        max_length=200,
        help_text=(
            "The first line must name the columns: given name, family name and email, "
            "and optionally TRN and school. Up to 1,000 rows and 5 MB."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv"}),
        error_messages={"required": "Select a CSV file"},
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError("The CSV file must be smaller than 5 MB")
        return file
