"""Which emails have been sent, and which failed and will be tried again."""

from __future__ import annotations

from django.db import models

from waymark.kit.append_only import AppendOnly, Changing


class Delivery(models.Model):
    guard = AppendOnly("email__provider")

    email = models.OneToOneField("people.Email", on_delete=models.PROTECT, related_name="delivery")
    at = models.DateTimeField()
    subject = models.CharField(max_length=200, blank=True, default="", db_default="")
    """As it went, if it went in other words than its row has."""
    text = models.TextField(blank=True, default="", db_default="")
    """As it went, without its link; empty if it went in the words of its row."""

    def __str__(self) -> str:
        return f"email {self.email_id} sent"


class SendAttempt(models.Model):
    """That an email is being handed to the mail server; written before, and removed when the answer is known.

    One that is left over belongs to a worker that stopped: the email has perhaps been sent.
    """

    guard = Changing(because="an attempt ends with an answer")

    email = models.OneToOneField("people.Email", on_delete=models.PROTECT, related_name="attempt")
    at = models.DateTimeField()
    over_at = models.DateTimeField()
    """From then on no worker can still be waiting for the answer."""
    times = models.PositiveSmallIntegerField(default=1)
    """How many attempts were left without an answer, with this one."""
    repeats = models.BooleanField()
    """Whether it is tried again by itself; otherwise a lead decides."""

    def __str__(self) -> str:
        return f"email {self.email_id}, attempt {self.times}"


class Withheld(models.Model):
    """An email that does not leave by itself: its kind is switched off, or it is part of a daily summary."""

    guard = AppendOnly("email__provider", may_set=("summary",))

    class Reason(models.TextChoices):
        OFF = "off", "Switched off"
        SUMMARY = "summary", "In a daily summary"

    email = models.OneToOneField("people.Email", on_delete=models.PROTECT, related_name="withheld")
    why = models.CharField(max_length=20, choices=Reason.choices)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    """Whose summary it waits for."""
    summary = models.ForeignKey("people.Email", on_delete=models.PROTECT, null=True, related_name="contains")
    """The summary that it is part of, once there is one."""
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(
                fields=["person", "id"],
                condition=models.Q(why="summary", summary=None),
                name="withheld_for_a_summary",
            )
        ]

    def __str__(self) -> str:
        return f"email {self.email_id}: {self.why}"


class FailingAddress(models.Model):
    """An address that a mail server has refused for good. An email that arrives ends it."""

    guard = Changing(because="an address works again")

    provider = models.ForeignKey("people.Provider", on_delete=models.PROTECT, related_name="+")
    email = models.EmailField(max_length=254)
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["provider", "email"], name="failing_address_once")]

    def __str__(self) -> str:
        return f"failing since {self.since}"


class Setback(models.Model):
    """A failed email, tried again less and less often so that others have their turn."""

    guard = Changing(because="each attempt counts up")

    email = models.OneToOneField("people.Email", on_delete=models.PROTECT, related_name="setback")
    times = models.PositiveIntegerField()
    again_at = models.DateTimeField()
    """When it may be tried next."""
    reason = models.CharField(max_length=250, default="", db_default="")
    """Why it was not sent, in words for the operator; never an answer of the mail server."""
    since = models.DateTimeField(null=True)
    """When it was first tried."""
    gave_up_at = models.DateTimeField(null=True)
    """When we stopped trying; a lead can send it again."""

    def __str__(self) -> str:
        return f"email {self.email_id} not sent, {self.times} times"
