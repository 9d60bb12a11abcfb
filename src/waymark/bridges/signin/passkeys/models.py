"""Passkeys of accounts."""

from __future__ import annotations

from django.db import models

from waymark.kit.append_only import Changing


class Passkey(models.Model):
    """A public key whose private half never leaves a person's device or password manager."""

    guard = Changing(because="its counter moves on, and it is removed")

    account = models.ForeignKey("people.Account", on_delete=models.CASCADE, related_name="passkeys")
    credential_id = models.CharField(max_length=1400, unique=True)
    """In base64url; the device's own name for it."""
    credential = models.TextField()
    """Id and public key as WebAuthn encodes them, in base64url."""
    handle = models.CharField(max_length=64)
    """Random, one for all passkeys of an account: what the device gives back in place of an email address."""
    sign_count = models.BigIntegerField(default=0)
    """As the device last counted; 0 where it does not count."""
    name = models.CharField(max_length=60)
    added_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"passkey of {self.account_id}"
