"""Why a lead looks at someone's pages."""

from __future__ import annotations

from waymark.kit import forms
from waymark.kit.corrections import LONGEST_REASON


class SupportForm(forms.Form):
    reason = forms.CharField(
        label="Why do you need to see them?",
        max_length=LONGEST_REASON,
        help_text="They can read this.",
        error_messages={"required": "Enter why you need to see their pages"},
    )
