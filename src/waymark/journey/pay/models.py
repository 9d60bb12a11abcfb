"""What was agreed about a fee, and what was paid. Nothing is changed: a correction is a new row."""

from __future__ import annotations

from django.db import models

from waymark.journey.pay.rules import Payer
from waymark.kit.append_only import AppendOnly
from waymark.kit.corrections import Correctable, CorrectableQuerySet, only_once

PAYERS = {
    Payer.PERSON: "The participant",
    Payer.SCHOOL: "School",
    Payer.TRUST: "Trust",
    Payer.EMPLOYER: "Employer",
    Payer.SCHOLARSHIP: "Scholarship",
}


class FeeAgreement(Correctable):
    """One participant's fee. A changed agreement replaces the one before."""

    guard = AppendOnly("enrolment__cohort__provider")

    enrolment = models.ForeignKey(
        "cohorts.Enrolment", on_delete=models.PROTECT, related_name="fee_agreements"
    )
    net_pence = models.PositiveBigIntegerField()
    vat_pence = models.PositiveBigIntegerField()
    vat_percent = models.PositiveSmallIntegerField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = CorrectableQuerySet.as_manager()

    class Meta:
        constraints = [only_once("enrolment", name="fee_agreed_once")]

    def __str__(self) -> str:
        return f"fee of {self.enrolment_id}"

    @property
    def total_pence(self) -> int:
        return self.net_pence + self.vat_pence


class FeeShare(models.Model):
    """What one payer pays of a fee, VAT included."""

    guard = AppendOnly("agreement__enrolment__cohort__provider")

    agreement = models.ForeignKey(FeeAgreement, on_delete=models.PROTECT, related_name="shares")
    payer = models.CharField(max_length=12, choices=[(payer.value, PAYERS[payer]) for payer in Payer])
    name = models.CharField(max_length=200, blank=True)
    purchase_order = models.CharField(max_length=60, blank=True)
    pence = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "payer", "name"], name="payer_once_per_agreement")
        ]

    def __str__(self) -> str:
        return f"{self.payer} pays {self.pence}"

    @property
    def label(self) -> str:
        return f"{self.get_payer_display()}: {self.name}" if self.name else str(self.get_payer_display())


class Instalment(models.Model):
    guard = AppendOnly("share__agreement__enrolment__cohort__provider")

    share = models.ForeignKey(FeeShare, on_delete=models.PROTECT, related_name="instalments")
    due_on = models.DateField()
    pence = models.PositiveBigIntegerField()

    def __str__(self) -> str:
        return f"{self.pence} on {self.due_on}"


class Payment(Correctable):
    """A sum that was received, as a lead recorded it. A correction replaces it; one of 0 pence cancels it."""

    guard = AppendOnly("enrolment__cohort__provider")

    enrolment = models.ForeignKey("cohorts.Enrolment", on_delete=models.PROTECT, related_name="fee_payments")
    payer = models.CharField(max_length=12, choices=[(payer.value, PAYERS[payer]) for payer in Payer])
    pence = models.PositiveBigIntegerField()
    received_on = models.DateField()
    payment_reference = models.CharField(max_length=100, blank=True)
    """Such as the number of a bank transfer."""
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = CorrectableQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.pence} for {self.enrolment_id}"
