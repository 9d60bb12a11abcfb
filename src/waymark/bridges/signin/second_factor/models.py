"""Second factors of accounts, and what a provider says about its participants."""

from __future__ import annotations

from django.db import models

from waymark.bridges.signin.second_factor.rules import ForParticipants
from waymark.kit.append_only import Changing


class AuthenticatorApp(models.Model):
    """An app that shows a new code every 30 seconds. An account has one at most."""

    guard = Changing(because="the step last used moves on, and the app is removed")

    account = models.OneToOneField(
        "people.Account", on_delete=models.CASCADE, related_name="authenticator_app"
    )
    secret = models.TextField()
    """Encrypted (`secrets.py`)."""
    last_step = models.BigIntegerField()
    """The newest 30-second step whose code was used: no code works twice."""
    added_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"authenticator app of {self.account_id}"


class RecoveryCode(models.Model):
    """A code that works once, for someone who has lost the app. Only a keyed digest is stored."""

    guard = Changing(because="a code is used up, and new ones replace the old")

    account = models.ForeignKey("people.Account", on_delete=models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "digest"], name="recovery_code_once")]

    def __str__(self) -> str:
        return f"recovery code of {self.account_id}"


class SignInRules(models.Model):
    """What a provider says about signing in; without a row a second factor is optional for its participants."""

    guard = Changing(because="a provider changes its mind")

    provider = models.OneToOneField("people.Provider", on_delete=models.CASCADE, related_name="sign_in_rules")
    participants = models.CharField(
        max_length=10,
        choices=[(choice.value, choice.value) for choice in ForParticipants],
        default=ForParticipants.OPTIONAL.value,
    )
    invited_may_use_oidc = models.BooleanField(default=False, db_default=False)
    """Whether someone who was invited may sign in at the other organisation by their verified address."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(participants__in=[choice.value for choice in ForParticipants]),
                name="second_factor_for_participants_is_known",
            )
        ]

    def __str__(self) -> str:
        return f"sign-in rules of {self.provider_id}"
