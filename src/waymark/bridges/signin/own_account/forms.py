"""Forms for one's own password and email address."""

from __future__ import annotations

from typing import Any

from waymark.bridges.signin.forms import NOT_AN_EMAIL, NewPassword
from waymark.kit import forms


class OwnPassword(NewPassword):
    """The password one has, and a new one twice."""

    current = forms.CharField(
        label="Current password",
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Enter your current password"},
    )
    field_order = ("current", "password", "again")

    def __init__(self, *args: Any, has_password: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_password:
            del self.fields["current"]


class OwnEmail(forms.Form):
    """A new address, other than the one a person has."""

    email = forms.EmailField(
        label="New email address",
        max_length=254,
        help_text="We’ll email a link there. Your address changes when you use the link.",
        error_messages={"required": "Enter your new email address", "invalid": NOT_AN_EMAIL},
    )

    def __init__(self, *args: Any, present: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.present = present

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].strip()
        if len(email.partition("@")[0]) > 64:
            raise forms.ValidationError(NOT_AN_EMAIL)
        if email.casefold() == self.present.casefold():
            raise forms.ValidationError("Enter an email address that’s different from the one you have")
        return email
