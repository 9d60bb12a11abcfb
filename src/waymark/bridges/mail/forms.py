"""The filter of the list of emails."""

from __future__ import annotations

from typing import Any

from waymark.bridges.mail.queries import State
from waymark.bridges.mail.words import STATES
from waymark.kit import forms
from waymark.kit.email_kinds import all_kinds


class EmailFilter(forms.Form):
    person = forms.CharField(
        label="Person", required=False, max_length=100, help_text="Part of a name or an email address"
    )
    kind = forms.ChoiceField(label="Email", required=False, widget=forms.Select)
    state = forms.ChoiceField(label="State", required=False, widget=forms.Select)
    since = forms.DateField(label="Written on or after", required=False, any_year=True)
    until = forms.DateField(label="Written on or before", required=False, any_year=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(kind.code, kind.title) for kind in all_kinds().values() if not kind.is_private]
        states = [(state.value, STATES[state]) for state in State]
        self.fields["kind"].choices = [("", "Any email"), *kinds]  # type: ignore[attr-defined]
        self.fields["state"].choices = [("", "Any"), *states]  # type: ignore[attr-defined]
