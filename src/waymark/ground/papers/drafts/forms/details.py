"""Title and pass mark."""

from __future__ import annotations

from typing import Any

from waymark.ground.papers.drafts.forms.base import LINE, PartForm
from waymark.ground.papers.drafts.parts import Content
from waymark.kit import forms


class DetailsForm(PartForm):
    title = forms.CharField(
        label="Title",
        help_text="Programme leads see the title before a window opens. "
        "Don’t reveal anything about the case study.",
        **LINE,
    )
    case_title = forms.CharField(label="Case study title", **LINE)
    numerator = forms.IntegerField(label="Pass mark: points needed", min_value=0, max_value=10_000, width=4)
    denominator = forms.IntegerField(
        label="Pass mark: out of",
        help_text="For example, 60 out of 100 is 60%.",
        min_value=1,
        max_value=10_000,
        width=4,
    )

    @classmethod
    def initial_of(cls, content: Content) -> dict[str, Any]:
        return {"title": content["title"], "case_title": content["case_title"], **content["pass_mark"]}

    @property
    def content(self) -> Content:
        data = self.cleaned_data
        pass_mark = {name: data[name] for name in ("numerator", "denominator")}
        return {"title": data["title"], "case_title": data["case_title"], "pass_mark": pass_mark}
