"""What the sponsor of an application says: whether they support it, and the time they agree."""

from __future__ import annotations

from django.db import models

from waymark.kit.append_only import AppendOnly


class Endorsement(models.Model):
    """The sponsor's answer. A correction is a new row; the newest holds.

    It is about an application or, once someone is enrolled, about their enrolment.
    """

    guard = AppendOnly("application__provider", provider_otherwise="contact__enrolment__cohort__provider")

    application = models.ForeignKey(
        "apply.Application", on_delete=models.PROTECT, null=True, related_name="endorsements"
    )
    contact = models.ForeignKey(
        "apply.EnrolmentContact", on_delete=models.PROTECT, null=True, related_name="endorsements"
    )
    """The sponsor of an enrolment, who answered."""
    endorses = models.BooleanField()
    comment = models.TextField(max_length=2000, blank=True)
    cover = models.TextField(max_length=2000, blank=True)
    """How the participant's work is covered meanwhile."""
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(application=None, contact__isnull=False)
                | models.Q(application__isnull=False, contact=None),
                name="endorsement_is_of_one",
            )
        ]

    def __str__(self) -> str:
        return f"endorsement {self.pk}"


class ProtectedTime(models.Model):
    """Hours for studying in one month, as the sponsor agreed them."""

    guard = AppendOnly(
        "endorsement__application__provider",
        provider_otherwise="endorsement__contact__enrolment__cohort__provider",
    )

    endorsement = models.ForeignKey(Endorsement, on_delete=models.PROTECT, related_name="protected_time")
    month = models.DateField()
    """Its first day."""
    hours = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["endorsement", "month"], name="protected_month_once")]

    def __str__(self) -> str:
        return f"{self.hours} hours in {self.month:%B %Y}"
