"""The words and settings of emails, messages to selected people, and consent to marketing."""

from __future__ import annotations

from django.db import models

from waymark.kit.append_only import AppendOnly, Changing
from waymark.kit.email_kinds import LONGEST_SUBJECT


class EmailWording(models.Model):
    """A provider’s own words for a kind of email; the newest holds. Empty words are the room’s own again."""

    guard = AppendOnly("provider")

    provider = models.ForeignKey("people.Provider", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=LONGEST_SUBJECT, blank=True)
    text = models.TextField(blank=True)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["provider", "kind", "-id"], name="wording_newest_first")]

    def __str__(self) -> str:
        return f"words of {self.kind}"

    @property
    def is_default(self) -> bool:
        return not self.text


class EmailSetting(models.Model):
    """Whether a provider sends a kind of email, and whether it waits for the daily summary."""

    guard = Changing(because="settings are changed; the audit log says by whom")

    provider = models.ForeignKey("people.Provider", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=60)
    is_on = models.BooleanField(default=True)
    waits = models.BooleanField(default=False)
    """For the daily summary, for people who have not chosen themselves."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["provider", "kind"], name="email_setting_once")]

    def __str__(self) -> str:
        return f"{self.kind} {'on' if self.is_on else 'off'}"


class Announcement(models.Model):
    """That something was announced to everyone it concerns, so that the worker does it once."""

    guard = AppendOnly("provider", ignores_repeats=True)

    provider = models.ForeignKey("people.Provider", on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=120, unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.key


class SummaryPreference(models.Model):
    """How a person wants the emails that may wait: each at once, or once a day."""

    guard = Changing(because="people change their minds")

    person = models.OneToOneField("people.Person", on_delete=models.CASCADE, related_name="+")
    daily = models.BooleanField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return "daily" if self.daily else "at once"


class CohortMessage(models.Model):
    """A message that a lead wrote to people selected from a cohort."""

    guard = AppendOnly("cohort__provider")

    cohort = models.ForeignKey("cohorts.Cohort", on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=LONGEST_SUBJECT)
    text = models.TextField()
    is_marketing = models.BooleanField(default=False)
    key = models.CharField(max_length=64)
    """Of the form it was sent with, so that the same form sends it once."""
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cohort", "key"], name="cohort_message_once")]

    def __str__(self) -> str:
        return self.subject


class CohortMessageRecipient(models.Model):
    """Someone who was selected, and why they were left out."""

    guard = AppendOnly("message__cohort__provider")

    message = models.ForeignKey(CohortMessage, on_delete=models.PROTECT, related_name="recipients")
    enrolment = models.ForeignKey("cohorts.Enrolment", on_delete=models.PROTECT, related_name="+")
    left_out = models.CharField(max_length=20, blank=True, default="")
    """A code of `rules.RecipientReason`; empty for someone who was emailed."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "enrolment"], name="recipient_once")]

    def __str__(self) -> str:
        return self.left_out or "emailed"


class MarketingConsent(models.Model):
    """That someone said yes to marketing, or took it back: how, and to which words. The newest holds."""

    guard = AppendOnly("provider")

    provider = models.ForeignKey("people.Provider", on_delete=models.PROTECT, related_name="+")
    email = models.EmailField(max_length=254)
    """In lower case."""
    given = models.BooleanField()
    how = models.CharField(max_length=60)
    """Where it was said, such as `webinar sign-up`."""
    wording = models.TextField(blank=True)
    """What the person agreed to, as it stood on the page."""
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["provider", "email", "-id"], name="consent_newest_first")]

    def __str__(self) -> str:
        return "consent" if self.given else "no consent"


class Suppression(models.Model):
    """An address that gets no marketing, by a keyed hash that names no one, so that it outlives erasure.

    A consent that is given later lifts it.
    """

    guard = AppendOnly("provider")

    provider = models.ForeignKey("people.Provider", on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["provider", "digest", "-id"], name="suppression_newest_first")]

    def __str__(self) -> str:
        return "suppressed"
