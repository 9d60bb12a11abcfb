"""Forms of the second step."""

from __future__ import annotations

from typing import Any

from waymark.bridges.signin.second_factor.rules import ForParticipants
from waymark.bridges.signin.second_factor.words import FOR_PARTICIPANTS
from waymark.kit import forms

ONE_TIME = {"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}


class SecondStep(forms.Form):
    code = forms.CharField(
        label="Code",
        max_length=40,
        width=10,
        help_text="6 digits from your authenticator app, or one of your recovery codes.",
        widget=forms.TextInput(attrs=ONE_TIME),
        error_messages={"required": "Enter a code"},
    )


class FirstCode(forms.Form):
    code = forms.CharField(
        label="Code from your app",
        max_length=20,
        width=10,
        help_text="6 digits. Your app shows new ones every 30 seconds.",
        widget=forms.TextInput(attrs=ONE_TIME | {"inputmode": "numeric"}),
        error_messages={"required": "Enter the code that your app shows"},
    )


class Confirmation(forms.Form):
    password = forms.CharField(
        label="Password",
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Enter your password"},
    )


class Reset(forms.Form):
    reason = forms.CharField(
        label="Reason",
        max_length=200,
        help_text="Such as how you know that it’s them who asked. It’s kept in the audit log.",
        error_messages={"required": "Enter a reason"},
    )


class ProviderRules(forms.Form):
    participants = forms.ChoiceField(
        label="A second step for participants",
        choices=[(choice.value, FOR_PARTICIPANTS[choice]) for choice in ForParticipants],
        widget=forms.RadioSelect,
        error_messages={"required": "Select what participants may or must do"},
    )
    invited = forms.BooleanField(
        required=False,
        help_text="Only with an email address that they have checked, and that is the one you invited.",
    )

    def __init__(self, *args: Any, oidc: str, **options: Any) -> None:
        """`oidc` is the name of the other organisation where people may sign in; empty for none."""
        super().__init__(*args, **options)
        self.fields["invited"].label = f"People you’ve invited may sign in with {oidc} instead of their link"
        if not oidc:
            del self.fields["invited"]
