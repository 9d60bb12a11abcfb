"""The failure-level omissions."""

from __future__ import annotations

from typing import Any

from waymark.ground.papers.drafts.forms.base import PartForm, area
from waymark.ground.papers.drafts.parts import Content
from waymark.kit import forms

OMISSIONS = 3


class OmissionsForm(PartForm):
    """Three are offered. A paper loaded from a file may have more, which the check reports."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, OMISSIONS + 1):
            self.fields[f"says-{number}"] = forms.CharField(
                label=f"Failure-level omission {number}",
                help_text="What a script must contain. A script without it fails.",
                required=False,
                max_length=1000,
                widget=area(2),
            )
            self.fields[f"why-{number}"] = forms.CharField(
                label=f"Why omission {number} fails a script",
                required=False,
                max_length=2000,
                widget=area(2),
            )

    @classmethod
    def initial_of(cls, content: Content) -> dict[str, Any]:
        omissions = enumerate(content["omissions"][:OMISSIONS], start=1)
        return {f"{name}-{number}": row[name] for number, row in omissions for name in ("says", "why")}

    @property
    def content(self) -> Content:
        data = self.cleaned_data
        rows: list[dict[str, str]] = []
        for number in range(1, OMISSIONS + 1):
            row = {name: data[f"{name}-{number}"] for name in ("says", "why")}
            if any(row.values()):
                rows.append({"id": f"o{len(rows) + 1}", **row})
        return {"omissions": rows}
