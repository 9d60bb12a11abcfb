"""Forms of signing in, in our words and our markup."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as allauth
from django.contrib.auth.password_validation import validate_password

from waymark.kit import forms


class Login(allauth.LoginForm):  # type: ignore[misc]
    default_renderer = forms.Renderer
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **(kwargs | {"label_suffix": ""}))
        _say(self.fields["login"], "E-mail address", "Enter your e-mail address.")
        _say(self.fields["password"], "Password", "Enter your password.")
        self.fields["password"].help_text = ""


class ResetPassword(allauth.ResetPasswordForm):  # type: ignore[misc]
    default_renderer = forms.Renderer
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **(kwargs | {"label_suffix": ""}))
        _say(self.fields["email"], "E-mail address", "Enter your e-mail address.")


class ResetPasswordKey(allauth.ResetPasswordKeyForm):  # type: ignore[misc]
    default_renderer = forms.Renderer
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **(kwargs | {"label_suffix": ""}))
        _say(self.fields["password1"], "New password", "Choose a password.")
        _say(self.fields["password2"], "The same password again", "Type the password again.")
        self.fields["password1"].help_text = "At least 12 characters. Three or four unrelated words do well."


def _say(field: Any, label: str, required: str) -> None:
    field.label = label
    field.widget.attrs.pop("placeholder", None)
    field.error_messages["required"] = required


class Password(forms.Form):
    """A password chosen when an invitation is accepted."""

    password = forms.CharField(
        label="Choose a password",
        help_text="At least 12 characters. Three or four unrelated words do well.",
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Choose a password."},
    )

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password
