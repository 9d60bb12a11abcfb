"""The text of the case study."""

from __future__ import annotations

from waymark.ground.papers.drafts.forms.base import PartForm, area
from waymark.kit import forms


class CaseForm(PartForm):
    text = forms.CharField(
        label="Case study",
        required=False,
        strip=False,
        max_length=200_000,
        widget=area(28),
        help_text="Use Markdown: ## for a heading, - for a list, | for a table, "
        "and a blank line between paragraphs.",
    )
