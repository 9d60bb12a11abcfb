"""Forms for one's own password and email address."""

from __future__ import annotations

from typing import Any

from waymark.bridges.signin.forms import NewPassword
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
