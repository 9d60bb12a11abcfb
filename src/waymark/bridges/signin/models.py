"""Attempts to sign in, what slows them down, requests for a new password, and the demonstration's list of people."""

from __future__ import annotations

from django.db import models

from waymark.bridges.signin.passkeys.models import Passkey
from waymark.bridges.signin.second_factor.models import AuthenticatorApp, RecoveryCode, SignInRules
from waymark.bridges.signin.sessions.models import SignedInSession
from waymark.kit.append_only import Changing

__all__ = ["AuthenticatorApp", "Passkey", "RecoveryCode", "SignInRules", "SignedInSession"]


class Guide(models.Model):
    """A person that a visitor of the demonstration can be, with something to try."""

    guard = Changing(because="it belongs to the demonstration alone")

    person = models.OneToOneField("people.Person", on_delete=models.CASCADE, related_name="guide")
    label = models.CharField(max_length=60)
    try_this = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.label}: {self.try_this}"


class Door(models.TextChoices):
    SIGN_IN = "sign_in"
    INVITATION = "invitation"
    NEW_PASSWORD = "new_password"
    DEMONSTRATION = "demonstration"
    CONFIRMATION = "confirmation"
    PASSKEY = "passkey"
    PROVIDER = "provider"


class Outcome(models.TextChoices):
    SIGNED_IN = "signed_in"
    SECOND_STEP = "second_step"
    PASSWORD_CHANGED = "password_changed"
    WRONG_PASSWORD = "wrong_password"
    WRONG_CODE = "wrong_code"
    TOO_SOON = "too_soon"
    CLOSED = "closed"


class SignInAttempt(models.Model):
    """One attempt to sign in: when, from where, and what came of it. The person whose account it is sees it."""

    guard = Changing(because="they are deleted after their time")

    account = models.ForeignKey(
        "people.Account", on_delete=models.CASCADE, null=True, related_name="sign_in_attempts"
    )
    """None if there is no account with that address; then the row is only kept for a day."""
    door = models.CharField(max_length=20, choices=Door.choices)
    outcome = models.CharField(max_length=20, choices=Outcome.choices)
    client_address = models.GenericIPAddressField(null=True)
    browser = models.CharField(max_length=60, blank=True)
    """Such as "Firefox on Windows"."""
    at = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [models.Index(fields=["account", "-at"], name="attempts_of_account")]

    def __str__(self) -> str:
        return f"{self.outcome} at {self.door}"


class Slowdown(models.Model):
    """Failures at one email address in a row, and until when the next attempt has to wait."""

    guard = Changing(because="each failure counts up, and a success begins again")

    key = models.CharField(max_length=64, primary_key=True)
    """Made from the email address, whether there is an account or not, and from the browser if it is a known one."""
    failures = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(db_index=True)
    wait_until = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.failures} failures"


class PasswordResetRequest(models.Model):
    """An email address that someone entered on the page for a new password, until the worker has looked at it."""

    guard = Changing(because="it is deleted when it has been answered")

    email = models.EmailField(max_length=254)
    site = models.CharField(max_length=200)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"password reset request {self.pk}"
