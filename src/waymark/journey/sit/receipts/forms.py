"""The shape of a receipt's file as anyone may bring it. It is read in memory, and nothing of it is kept."""

from __future__ import annotations

from typing import Any

from waymark.journey.sit.receipts.receipt_bytes import NotAReceipt
from waymark.journey.sit.receipts.receipt_file import Signed, read_receipt
from waymark.kit import forms

MOST_BYTES = 64 * 1024
A_PDF = "This is a PDF. Type the receipt’s code, which is printed on it, or choose the file receipt.json."


class ReceiptFileForm(forms.Form):
    file = forms.FileField(
        label="File of a receipt",
        max_length=200,
        help_text="The file receipt.json, of at most 64 kB. It is read once and not kept.",
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
        error_messages={"required": "Choose the file receipt.json, or type the receipt’s code."},
    )

    def clean_file(self) -> Signed:
        file: Any = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(
                "This file is larger than 64 kB. Check the receipt by its code, or with bin/waymark verify-receipt."
            )
        data = file.read()
        if data.startswith(b"%PDF"):
            raise forms.ValidationError(A_PDF)
        try:
            return read_receipt(data)
        except NotAReceipt as problem:
            raise forms.ValidationError(str(problem)) from problem
