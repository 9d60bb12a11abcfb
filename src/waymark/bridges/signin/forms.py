"""Sign-in forms in our words and our markup."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as allauth
from allauth.account.models import Login as AllauthLogin
from django.core.exceptions import ValidationError

from waymark.bridges.signin import actions
from waymark.bridges.signin.sources import source_of
from waymark.kit import forms

PASSWORD_HINT = "At least 12 characters. Three or four unrelated words make a good password."
NOT_AN_EMAIL = "Enter an email address in the correct format, like name@school.example"


class Login(allauth.LoginForm):  # type: ignore[misc]
    default_renderer = forms.Renderer
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **(kwargs | {"label_suffix": ""}))
        self.fields["login"] = _email_field()
        self.fields["password"] = _present_password_field()

    def _clean_with_password(self, credentials: dict[str, Any]) -> dict[str, Any]:
        """Allauth's own check takes longer for an address without an account, and counts failures in a cache."""
        try:
            self.user = actions.sign_in(
                email=credentials["email"],
                password=credentials["password"],
                source=source_of(self.request),
                at=self.request.at,
            )
        except actions.CannotSignIn as refusal:
            raise ValidationError(str(refusal.reasons[0]), code=refusal.codes[0]) from refusal
        self._login = AllauthLogin(user=self.user, email=self.user.email)
        cleaned: dict[str, Any] = self.cleaned_data
        return cleaned


def _email_field() -> Any:
    return forms.EmailField(
        label="Email address",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "required": "Enter your email address",
            "invalid": NOT_AN_EMAIL,
            "max_length": NOT_AN_EMAIL,
        },
    )


def _present_password_field() -> Any:
    return forms.CharField(
        label="Password",
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={
            "required": "Enter your password",
            "max_length": "Password must be 200 characters or fewer",
        },
    )


class ResetPassword(forms.Form):
    email = _email_field()


def _password_field(label: str, required: str, *, hint: str = "") -> Any:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": required},
    )


class NewPassword(forms.Form):
    """A new password, typed twice."""

    password = _password_field("New password", "Enter a new password", hint=PASSWORD_HINT)
    again = _password_field("Confirm your new password", "Enter the new password again")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        password, again = cleaned.get("password"), cleaned.get("again")
        if password and again and password != again:
            self.add_error("again", "Enter the same password twice")
        return cleaned


class Password(forms.Form):
    """The password chosen, or that of the account one has, when accepting an invitation."""

    password = _password_field("Password", "Enter a password", hint=PASSWORD_HINT)
