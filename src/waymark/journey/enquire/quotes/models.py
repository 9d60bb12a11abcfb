"""What people say about a programme, and the record of their consent to show it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from waymark.kit.append_only import AppendOnly


class ConsentKind(models.TextChoices):
    GIVEN = "given"
    WITHDRAWN = "withdrawn"


class ConsentHow(models.TextChoices):
    LINK = "link", "With the link that we emailed"
    EMAIL = "email", "By email"
    LETTER = "letter", "In writing, on paper"
    SPOKEN = "spoken", "By telephone or in person"


class Quote(models.Model):
    """Words that never change: other words are a quote of their own, with a consent of its own."""

    guard = AppendOnly("provider", may_set=("token_digest",))
    PURPOSE: ClassVar[str] = "quote"

    provider = models.ForeignKey("people.Provider", on_delete=models.PROTECT, related_name="quotes")
    programme_slug = models.CharField(max_length=60)
    words = models.TextField()
    name = models.CharField(max_length=200)
    """As it is shown, such as "Participant, autumn 2022"."""
    role = models.CharField(max_length=200, blank=True)
    email = models.EmailField(max_length=254)
    """Of the person whose words they are, never shown; they get a link there to agree and to withdraw."""
    token_digest = models.CharField(max_length=64, unique=True, null=True)
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"quote of {self.name}"


class QuoteConsent(models.Model):
    """Consent given or withdrawn. The newest row counts; a quote without one is shown nowhere."""

    guard = AppendOnly("quote__provider")

    quote = models.ForeignKey(Quote, on_delete=models.PROTECT, related_name="consents")
    kind = models.CharField(max_length=10, choices=ConsentKind.choices)
    given_by = models.CharField(max_length=200)
    """Who agreed or withdrew: the person themselves, or someone for them."""
    given_on = models.DateField()
    how = models.CharField(max_length=10, choices=ConsentHow.choices)
    agreed = models.TextField(blank=True)
    """The sentence that they agreed to; for a withdrawal, the reason if there is one."""
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} for {self.quote_id}"
