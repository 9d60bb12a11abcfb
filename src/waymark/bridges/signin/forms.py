"""Sign-in forms in our words and our markup."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as allauth
from django.contrib.auth.password_validation import validate_password

from waymark.kit import forms

PASSWORD_HINT = "At least 12 characters. Three or four unrelated words make a good password."


class Login(allauth.LoginForm):  # type: ignore[misc]
    default_renderer = forms.Renderer
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **(kwargs | {"label_suffix": ""}))
        _label(self.fields["login"], "Email address", "Enter your email address")
        _label(self.fields["password"], "Password", "Enter your password")
        self.fields["password"].help_text = ""


class ResetPassword(allauth.ResetPasswordForm):  # type: ignore[misc]
    default_renderer = forms.Renderer
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **(kwargs | {"label_suffix": ""}))
        _label(self.fields["email"], "Email address", "Enter your email address")


class ResetPasswordKey(allauth.ResetPasswordKeyForm):  # type: ignore[misc]
    default_renderer = forms.Renderer
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **(kwargs | {"label_suffix": ""}))
        _label(self.fields["password1"], "New password", "Enter a new password")
        _label(self.fields["password2"], "Confirm your new password", "Enter the new password again")
        self.fields[
            "password1"
        ].help_text = "At least 12 characters. Three or four unrelated words make a good password."


def _label(field: Any, label: str, required: str) -> None:
    field.label = label
    field.widget.attrs.pop("placeholder", None)
    field.error_messages["required"] = required


class Password(forms.Form):
    """The password chosen when accepting an invitation."""

    password = forms.CharField(
        label="Create a password",
        help_text=PASSWORD_HINT,
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Enter a password"},
    )

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password
