"""Requests for a copy and for erasure, legal holds, and how long a provider keeps what."""

from __future__ import annotations

from django.db import models

from waymark.kit.append_only import AppendOnly, Changing
from waymark.kit.retention import RetentionClass, Unit

REASON = 300


class LegalHold(models.Model):
    """Nothing about this person may be removed: a claim, a complaint or an investigation needs it."""

    guard = AppendOnly("person__provider", may_set=("lifted_at", "lifted_by"))

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="legal_holds")
    reason = models.CharField(max_length=REASON)
    is_appeal = models.BooleanField(default=False, db_default=False)
    """Whether an appeal against a result is under way: once it is lifted, periods after the appeal begin."""
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    lifted_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(lifted_at=None), name="one_legal_hold_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"legal hold on {self.person_id}"


class CopyRequest(models.Model):
    """Someone asked for a copy of their personal data; the month runs from `at`."""

    guard = AppendOnly("person__provider")

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="copy_requests")
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    """The person, or the lead who recorded a request that came by email or post."""
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"copy for {self.person_id}"


class PreparedCopy(models.Model):
    """A copy that a lead prepared, and, once someone else has looked at it, released to the person for a time."""

    guard = Changing(because="a copy is released, and emptied when it has expired")

    request = models.ForeignKey(CopyRequest, on_delete=models.PROTECT, related_name="copies")
    archive = models.BinaryField()
    """The ZIP."""
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    released_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    released_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"copy {self.pk} for request {self.request_id}"


class ErasureRequest(models.Model):
    """One lead asks that a person be erased; someone else decides."""

    guard = AppendOnly("person__provider")

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="erasure_requests")
    reason = models.CharField(max_length=REASON)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"erasure of {self.person_id}"


class ErasureDecision(models.Model):
    """Approved, and then carried out; or refused, with the reason."""

    guard = AppendOnly("request__person__provider", may_set=("carried_out_at",))

    request = models.OneToOneField(ErasureRequest, on_delete=models.PROTECT, related_name="decision")
    approved = models.BooleanField()
    why = models.CharField(max_length=REASON, blank=True)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    carried_out_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{'approved' if self.approved else 'refused'}: {self.request_id}"


class RetentionPeriod(models.Model):
    """How long a provider keeps one class of record, if not for the default time. The newest row counts."""

    guard = AppendOnly("provider")

    provider = models.ForeignKey("people.Provider", on_delete=models.PROTECT, related_name="+")
    retention_class = models.CharField(
        max_length=30, choices=[(value.value, value.value) for value in RetentionClass]
    )
    number = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=6, choices=[(value.value, value.value) for value in Unit])
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(number__gte=1), name="kept_for_some_time")]

    def __str__(self) -> str:
        return f"{self.retention_class}: {self.number} {self.unit}"


class RetentionSwitch(models.Model):
    """A lead switches the daily deletion of what is due on or off. The newest row counts; without one it is off."""

    guard = AppendOnly("provider")

    provider = models.ForeignKey("people.Provider", on_delete=models.PROTECT, related_name="+")
    is_on = models.BooleanField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return "on" if self.is_on else "off"
