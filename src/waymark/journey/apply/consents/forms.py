"""Which consent is given or withdrawn."""

from __future__ import annotations

from waymark.journey.apply.applications.words import CONSENTS
from waymark.kit import forms

WRONG = "Use one of the buttons of this page"
ERRORS = {"required": WRONG, "invalid_choice": WRONG}


class ConsentChangeForm(forms.Form):
    reference = forms.CharField(required=False, max_length=12)
    """Of the application: someone may have several."""
    kind = forms.ChoiceField(choices=[(kind, kind) for kind in CONSENTS], error_messages=ERRORS)
    answer = forms.ChoiceField(choices=[("give", "give"), ("withdraw", "withdraw")], error_messages=ERRORS)
