"""What a reviewer says of a paper."""

from __future__ import annotations

from typing import Any

from waymark.kit import forms


class ReviewForm(forms.Form):
    """`fingerprint` is that of the text the reviewer has read."""

    fingerprint = forms.CharField(widget=forms.HiddenInput, max_length=64)
    verdict = forms.ChoiceField(
        label="Can this paper be locked as it is?",
        widget=forms.RadioSelect,
        choices=[("yes", "Yes, I have read all of it"), ("no", "No, it needs changes")],
        error_messages={"required": "Select yes if this paper can be locked as it is"},
    )
    comment = forms.CharField(
        label="Comments",
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Other setters will read this. If the paper needs changes, say which.",
    )

    def begin_from(self, fingerprint: str) -> None:
        """Makes the review one of that text; what was typed stays."""
        data: Any = self.data
        typed = data.copy()
        typed["fingerprint"] = fingerprint
        self.data = typed

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = self.cleaned_data
        if data.get("verdict") == "no" and not data.get("comment"):
            self.add_error("comment", "Enter the changes it needs")
        return data
