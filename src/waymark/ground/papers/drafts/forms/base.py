"""What the forms of all parts share. A draft may be incomplete, so little is required."""

from __future__ import annotations

from typing import Any

from waymark.ground.papers.drafts.parts import Content
from waymark.kit import forms

LINE = {"max_length": 200, "required": False}
"""Arguments of a field of one line."""


def area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class PartForm(forms.Form):
    """`base` is the digest of the content the setter began from, so that no other save is overwritten unseen."""

    base = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    @classmethod
    def initial_of(cls, content: Content) -> dict[str, Any]:
        """The form's initial values for a part's content."""
        return dict(content)

    def begin_from(self, digest: str) -> None:
        """Makes this the content the form begins from; what was typed stays."""
        data: Any = self.data
        typed = data.copy()
        typed["base"] = digest
        self.data = typed

    @property
    def content(self) -> Content:
        """What was entered, in the shape that `parts` saves."""
        return {name: value for name, value in self.cleaned_data.items() if name != "base"}
