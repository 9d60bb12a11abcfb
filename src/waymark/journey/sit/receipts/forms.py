"""The form to check a receipt's file. The file is read in memory and nothing of it is kept."""

from __future__ import annotations

from typing import Any

from waymark.journey.sit.receipts.file import SignedPayload, read_receipt_file
from waymark.journey.sit.receipts.payload import NotAReceipt
from waymark.kit import forms

MAX_BYTES = 2 * 1024 * 1024
"""Room for answers of 5,000 words each; more would be written to a disk while it is uploaded."""
TOO_LARGE = (
    "The file must be 2 MB or smaller. Check the receipt by its code, or with bin/waymark verify-receipt."
)
IS_A_PDF = "This is a PDF. Enter the receipt code printed on it, or select the file receipt.json."


class ReceiptFileForm(forms.Form):
    file = forms.FileField(
        label="Receipt file",
        max_length=200,
        help_text="The file receipt.json, up to 2 MB. We read it once and don’t keep it.",
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
        error_messages={"required": "Select the file receipt.json, or enter the receipt code"},
    )

    def clean_file(self) -> SignedPayload:
        file: Any = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(TOO_LARGE)
        data = file.read()
        if data.startswith(b"%PDF"):
            raise forms.ValidationError(IS_A_PDF)
        try:
            return read_receipt_file(data)
        except NotAReceipt as problem:
            raise forms.ValidationError(str(problem)) from problem
