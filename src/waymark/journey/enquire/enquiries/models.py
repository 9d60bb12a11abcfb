"""A visitor's enquiry, the record of everything said about it, and answers that a provider saves to use again."""

from __future__ import annotations

from django.db import models

from waymark.journey.enquire.enquiries.rules import Said, State
from waymark.kit.append_only import AppendOnly, Changing


class Enquiry(models.Model):
    guard = Changing(because="its state and its handler follow the record of what was said")

    provider = models.ForeignKey("people.Provider", on_delete=models.PROTECT, related_name="enquiries")
    reference = models.CharField(max_length=12, unique=True)
    programme_slug = models.CharField(max_length=60, blank=True)
    """Empty for a general question."""
    name = models.CharField(max_length=200)
    email = models.EmailField(max_length=254)
    question = models.TextField()
    agreed = models.TextField()
    """The sentence about their details as they read it."""
    idempotency_key = models.CharField(max_length=64, unique=True)
    caused_by = models.CharField(max_length=64, blank=True)
    """A digest of the visitor's network, so that many enquiries from one are noticed."""
    at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=[(state.value, state.value) for state in State])
    due_at = models.DateTimeField()
    """By when the present wait for an answer must end."""
    handler = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    """Who deals with it since it was handed over; empty: the programme leads."""

    class Meta:
        indexes = [
            models.Index(fields=["provider", "state", "due_at"], name="enquiry_by_due"),
            models.Index(fields=["caused_by", "at"], name="enquiry_by_cause"),
        ]

    def __str__(self) -> str:
        return self.reference


class EnquiryEvent(models.Model):
    """One thing said or done about an enquiry."""

    guard = AppendOnly("enquiry__provider")

    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in Said])
    text = models.TextField(blank=True)
    to = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    """For a hand-over: to whom."""
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} on {self.enquiry_id}"


class SavedAnswer(models.Model):
    """An answer that the provider uses again, with places such as `{name}` to fill in."""

    guard = Changing(because="wording is corrected")

    provider = models.ForeignKey("people.Provider", on_delete=models.PROTECT, related_name="saved_answers")
    title = models.CharField(max_length=120)
    text = models.TextField()
    removed_at = models.DateTimeField(null=True)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.title
